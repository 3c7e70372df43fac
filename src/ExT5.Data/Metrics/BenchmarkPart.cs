namespace ExT5.Data;

/// <summary>A registered task within a benchmark and the metrics of it that count.</summary>
/// <param name="Task">Name of the registered task.</param>
/// <param name="Metrics">Names of its values, averaged with equal weights; one at least.</param>
public sealed record BenchmarkPart(string Task, IReadOnlyList<string> Metrics);
