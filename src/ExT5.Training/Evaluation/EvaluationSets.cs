using System.Collections.Concurrent;
using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>Chooses each task's examples and scores its baselines, once for all evaluations of a run.</summary>
internal sealed class EvaluationSets(EvaluationOptions options, ILogger logger)
{
    private readonly ConcurrentDictionary<(string Task, DatasetSplit Split), EvaluationSet> _sets = new();

    /// <summary>The examples of a task's split; null, with a line in the log, when there is nothing to score.</summary>
    public async ValueTask<EvaluationSet?> OfAsync(Seq2SeqTask task, DatasetSplit split, CancellationToken cancellationToken)
    {
        if (_sets.TryGetValue((task.Name, split), out var known)) return known;
        var rows = await task.OpenAsync(split, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0 || task.Metrics.Count == 0)
        {
            Log.TaskSkipped(logger, task.Name, rows.Count == 0 ? "its split is empty" : "it has no metric");
            return null;
        }
        foreach (var metric in task.Metrics) CheckNames(task, metric);
        var examples = Choose(task, rows);
        var training = await TrainingRowsAsync(task, cancellationToken).ConfigureAwait(false);
        var baselines = new Baselines(task, task.Metrics[0], training, options.Seed);
        return _sets.GetOrAdd((task.Name, split), new EvaluationSet(examples, baselines.Score(examples), baselines.Values));
    }

    // Scores are kept under these names.
    private static void CheckNames(Seq2SeqTask task, IMetric metric)
    {
        if (metric.Aggregate([]) is not { Count: > 0 } values || values.Any(value => string.IsNullOrEmpty(value.Name)))
            throw new InvalidOperationException(
                $"Task '{task.Name}': the metric {metric.GetType().Name} gives no value, or one without a name, when there is nothing to score. " +
                "Its Aggregate must give the same named values for any number of measurements, none included.");
    }

    private IReadOnlyList<TextExample> Choose(Seq2SeqTask task, IReadOnlyList<TextExample> rows)
    {
        var random = ExampleSample.Random(options.Seed, task.Name, "answered");
        return rows[0].Group is not null || task.Metrics.Any(metric => metric is IGroupedMetric)
            ? ExampleSample.ChooseGroups(rows, options.ExamplesPerTask, random)
            : ExampleSample.Choose(rows, options.ExamplesPerTask, random);
    }

    private async ValueTask<IReadOnlyList<TextExample>> TrainingRowsAsync(Seq2SeqTask task, CancellationToken cancellationToken) =>
        options.BaselineRows == 0 ? [] : ExampleSample.Choose(
            await task.OpenAsync(DatasetSplit.Train, cancellationToken).ConfigureAwait(false), options.BaselineRows,
            ExampleSample.Random(options.Seed, task.Name, "baseline"));
}
