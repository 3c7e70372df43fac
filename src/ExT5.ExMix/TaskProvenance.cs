namespace ExT5.ExMix;

/// <summary>Where the facts about a task come from.</summary>
/// <param name="Membership">Why it is believed to be in ExMix.</param>
/// <param name="Size">Source of the number of training examples.</param>
/// <param name="Format">Source of the text format; <c>ours</c> where the paper and its sources give none.</param>
public sealed record TaskProvenance(string Membership, string Size, string Format);
