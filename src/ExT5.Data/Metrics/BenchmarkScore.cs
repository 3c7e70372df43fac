namespace ExT5.Data;

/// <summary>A benchmark's average.</summary>
/// <param name="Benchmark">Name of the benchmark.</param>
/// <param name="Average">The average, 0-100; null when a value is missing, since the average of some tasks is no score.</param>
/// <param name="Tasks">The score of each task that has all its values, in the benchmark's order.</param>
/// <param name="Missing">The values that are missing, as <c>task/metric</c>.</param>
public sealed record BenchmarkScore(
    string Benchmark, double? Average, IReadOnlyList<MetricValue> Tasks, IReadOnlyList<string> Missing)
{
    /// <summary>
    /// 95 % interval of the average: the tasks are taken as independent, the metrics of one task as moving together; null when
    /// the intervals of the tasks are not known.
    /// </summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>What the baselines that all tasks have reach on the benchmark.</summary>
    public IReadOnlyList<MetricValue> Baselines { get => field ?? []; init; }
}
