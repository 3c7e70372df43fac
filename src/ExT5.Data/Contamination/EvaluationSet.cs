namespace ExT5.Data;

/// <summary>An evaluation set in the numbers of examples over all sets.</summary>
internal sealed record EvaluationSet(string Name, int First, int Count);
