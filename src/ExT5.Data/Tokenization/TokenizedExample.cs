namespace ExT5.Data;

/// <summary>One example as ids, EOS included, not longer than the lengths it was made for.</summary>
/// <param name="Inputs">Encoder ids <c>[inputs]</c>.</param>
/// <param name="Targets">Decoder target ids <c>[targets]</c>.</param>
public sealed record TokenizedExample(int[] Inputs, int[] Targets);
