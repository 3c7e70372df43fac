namespace ExT5.Data;

/// <summary>One task of a benchmark, for example MNLI with its matched and mismatched sets.</summary>
/// <param name="Name">Name as the benchmark writes it.</param>
/// <param name="Parts">What its score is the mean of; one at least.</param>
public sealed record BenchmarkTask(string Name, IReadOnlyList<BenchmarkPart> Parts);
