using ExT5.Data;

namespace ExT5.Training;

/// <summary>Scores a benchmark with its interval and baselines.</summary>
internal static class BenchmarkRow
{
    /// <summary>The average of some tasks' scores.</summary>
    public static BenchmarkScore Of(Benchmark benchmark, IReadOnlyList<TaskScore> tasks)
    {
        var score = benchmark.Score(tasks.ToDictionary(task => task.Task, task => task.Values, StringComparer.Ordinal));
        return score.Average is not { } average ? score : score with
        {
            Interval = HalfWidth(benchmark, tasks) is { } half ? new(average - half, average + half) : null,
            Baselines = Baselines(benchmark, tasks),
        };
    }

    // A benchmark averages half widths within a task as it averages scores; between tasks their squares add up.
    private static double? HalfWidth(Benchmark benchmark, IReadOnlyList<TaskScore> tasks)
    {
        var halves = benchmark.Score(tasks.ToDictionary(
            task => task.Task,
            IReadOnlyList<MetricValue> (task) => [.. task.ValueIntervals.Select(each => new MetricValue(each.Name, (each.High - each.Low) / 2))],
            StringComparer.Ordinal));
        return halves.Missing.Count > 0 ? null : Math.Sqrt(halves.Tasks.Sum(half => half.Value * half.Value)) / halves.Tasks.Count;
    }

    private static List<MetricValue> Baselines(Benchmark benchmark, IReadOnlyList<TaskScore> tasks)
    {
        var baselines = new List<MetricValue>();
        foreach (var name in tasks.SelectMany(task => task.BaselineValues.Keys).Distinct(StringComparer.Ordinal))
        {
            var score = benchmark.Score(tasks.ToDictionary(
                task => task.Task, task => task.BaselineValues.GetValueOrDefault(name) ?? [], StringComparer.Ordinal));
            if (score.Average is { } average) baselines.Add(new MetricValue(name, average));
        }
        return baselines;
    }
}
