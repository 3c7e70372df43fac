using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>What the tasks of a benchmark, or single datasets of one origin, have in common.</summary>
internal sealed record TaskGroup(string? Name, MembershipConfidence Confidence, TaskProvenance Provenance)
{
    /// <summary>A task over one dataset with one example a row.</summary>
    public ExMixTask Task<TRow>(
        string name, TaskFamily family, long examples, DatasetReference dataset, string format, string metric,
        Func<DataRow, TRow> read, Func<TRow, TextExample> example, params IReadOnlyList<IMetric> metrics) =>
        Task(name, family, examples, format, metric, [new TaskPart(dataset, Recipe.Of(read, example))], metrics);

    /// <summary>A task over any parts.</summary>
    public ExMixTask Task(
        string name, TaskFamily family, long examples, string format, string metric,
        IReadOnlyList<TaskPart> parts, params IReadOnlyList<IMetric> metrics) => new(name, family, examples)
        {
            Format = format,
            MetricText = metric,
            Metrics = metrics,
            Parts = parts,
            Group = Name,
            Confidence = Confidence,
            Provenance = Provenance,
        };
}
