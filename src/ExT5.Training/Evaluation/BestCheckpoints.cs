using System.Globalization;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>
/// The best checkpoint of each task over a run, as T5 reports (Raffel et al. 2020, 3.1.2): each task may have another.
/// Of equal scores the earlier checkpoint is taken.
/// </summary>
/// <remarks>
/// The scores choose the checkpoint and are reported of it, so they are optimistic on the split they are measured on; say so
/// when quoting, or choose on one split and report another.
/// </remarks>
public sealed class BestCheckpoints
{
    /// <summary>Looks for the best checkpoints.</summary>
    /// <param name="evaluations">The evaluations in the order of training; a task may be missing from some.</param>
    public BestCheckpoints(IEnumerable<CheckpointEvaluation> evaluations)
    {
        ArgumentNullException.ThrowIfNull(evaluations);
        var all = evaluations.ToList();
        var best = new Dictionary<string, BestCheckpoint>(StringComparer.Ordinal);
        foreach (var (checkpoint, table) in all)
            foreach (var score in table.Tasks)
                if (!best.TryGetValue(score.Task, out var known) || IsBetter(score, known.Score))
                    best[score.Task] = new BestCheckpoint(checkpoint, score);
        Tasks = [.. best.Values.OrderBy(each => each.Score.Family.Name, StringComparer.Ordinal).ThenBy(each => each.Score.Task, StringComparer.Ordinal)];
        Single = all.Where(each => each.Table.Overall is not null).Aggregate((CheckpointEvaluation?)null, (known, each) =>
            known is null || each.Table.Overall!.Score > known.Table.Overall!.Score ? each : known);
    }

    /// <summary>The best checkpoint of each task, by family and name.</summary>
    public IReadOnlyList<BestCheckpoint> Tasks { get; }

    /// <summary>The mean of the tasks' best scores; null without tasks.</summary>
    public double? Average => Tasks.Count == 0 ? null : Tasks.Average(task => task.Score.Score);

    /// <summary>The one checkpoint with the best mean over its tasks, the earlier of equals; null without tasks.</summary>
    public CheckpointEvaluation? Single { get; }

    /// <summary>A benchmark's average of the tasks' best checkpoints.</summary>
    /// <param name="benchmark">The benchmark.</param>
    public BenchmarkScore Score(Benchmark benchmark)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        return benchmark.Score(Tasks.ToDictionary(each => each.Score.Task, each => each.Score.Values, StringComparer.Ordinal));
    }

    /// <summary>A table of the tasks' best checkpoints as plain text.</summary>
    public override string ToString() => Table().ToText();

    /// <summary>A table of the tasks' best checkpoints as Markdown.</summary>
    public string ToMarkdown() => Table().ToMarkdown();

    private TextTable Table()
    {
        var table = new TextTable(["family", "task", "metric", "best", "checkpoint"], [false, false, false, true, false]);
        foreach (var (checkpoint, score) in Tasks)
            table.Add(score.Family.Name, score.Task, score.Metric, Number(score.Score), checkpoint);
        if (Average is { } average) table.Add("ALL", "mean of the best of each task", "", Number(average), "");
        if (Single is { } single) table.Add("ALL", "mean of one checkpoint", "", Number(single.Table.Overall!.Score), single.Checkpoint);
        return table;
    }

    private static bool IsBetter(TaskScore score, TaskScore known) => double.IsNaN(known.Score) || score.IsBetterThan(known);

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
