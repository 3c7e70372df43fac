using ExT5.Data;

namespace ExT5.Training;

/// <summary>What is read back of a table's JSON; the rest follows from it.</summary>
internal sealed record EvaluationContent(IReadOnlyList<TaskScore> Tasks, IReadOnlyList<BenchmarkScore>? Benchmarks);
