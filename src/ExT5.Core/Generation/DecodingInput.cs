namespace ExT5.Core;

/// <summary>What one row of a <see cref="DecodingRequest"/> is decoded from.</summary>
/// <param name="Place">Its place among all inputs of the call, 0 for the first.</param>
/// <param name="Ids">The encoder's ids of this input, without padding; none when unknown.</param>
/// <param name="RandomKey">
/// Chooses the random numbers of its own, whatever else is decoded beside it. <see cref="T5Generator"/> makes it of the
/// ids and of how many equal inputs came before in the call.
/// </param>
public sealed record DecodingInput(int Place, IReadOnlyList<int> Ids, ulong RandomKey);
