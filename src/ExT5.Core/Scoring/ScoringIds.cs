namespace ExT5.Core;

/// <summary>The ids of an input and of the outputs whose likelihood is asked for.</summary>
/// <param name="Input">Ids of the input; the end of sequence is appended where it is missing.</param>
/// <param name="Targets">Ids of each output, at least one; the end of sequence is appended where it is missing.</param>
public sealed record ScoringIds(int[] Input, params IReadOnlyList<int[]> Targets);
