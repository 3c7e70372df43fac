namespace ExT5.Core;

/// <summary>A text and the outputs whose likelihood is asked for.</summary>
/// <param name="Input">The input as its task formats it, its prefix included.</param>
/// <param name="Targets">The outputs, at least one.</param>
public sealed record ScoringInput(string Input, params IReadOnlyList<string> Targets);
