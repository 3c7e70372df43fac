using System.Globalization;
using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>Two runs task by task, and a gate that fails when a task fell by more than is allowed.</summary>
/// <remarks>
/// With the answers of both runs to the same examples, gains have paired bootstrap intervals and p-values; without, the runs are
/// taken as independent and the intervals are wider. One task in twenty looks significant by chance.
/// </remarks>
public sealed class EvaluationComparison
{
    private EvaluationComparison(
        IReadOnlyList<TaskComparison> tasks, IReadOnlyList<string> missing, IReadOnlyList<string> added, double failBelow) =>
        (Tasks, Missing, Added, FailBelow) = (tasks, missing, added, failBelow);

    /// <summary>The tasks that both runs have, by family and name.</summary>
    public IReadOnlyList<TaskComparison> Tasks { get; }

    /// <summary>Tasks that the candidate lacks; they fail the gate.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Tasks that only the candidate has.</summary>
    public IReadOnlyList<string> Added { get; }

    /// <summary>How far a task may fall, in points.</summary>
    public double FailBelow { get; }

    /// <summary>Tasks that fell by more than is allowed, significantly or not.</summary>
    public IReadOnlyList<TaskComparison> Regressions => [.. Tasks.Where(task => !(task.Gain >= -FailBelow))];

    /// <summary>Whether no task fell by more than is allowed and none is missing.</summary>
    public bool Passed => Regressions.Count == 0 && Missing.Count == 0;

    /// <summary>0 when the gate passed, 1 when it failed: what a program returns.</summary>
    public int ExitCode => Passed ? 0 : 1;

    /// <summary>Mean gain over the tasks that both runs have, each counting the same; 0 without tasks.</summary>
    public double MeanGain => Tasks.Count == 0 ? 0 : Tasks.Average(task => task.Gain);

    /// <summary>Compares two runs.</summary>
    /// <param name="baseline">The run that is compared with.</param>
    /// <param name="candidate">The run that is judged.</param>
    /// <param name="failBelow">How far a task may fall, in points, at least 0; 1 by default.</param>
    /// <param name="registry">Tells the metrics of tasks whose scores were both read from files; null leaves those unpaired.</param>
    /// <param name="resamples">Resamples of the paired bootstrap; 1,000 by default.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <exception cref="ArgumentException">The runs score a task with different metrics.</exception>
    public static EvaluationComparison Of(
        EvaluationTable baseline, EvaluationTable candidate, double failBelow = 1, TaskRegistry? registry = null,
        int resamples = 1000, ulong seed = 42)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidate);
        if (!(failBelow >= 0))
            throw new ArgumentOutOfRangeException(nameof(failBelow), failBelow, "A task may fall by 0 points or more.");
        var before = baseline.Tasks.ToDictionary(score => score.Task, StringComparer.Ordinal);
        var after = candidate.Tasks.Select(score => score.Task).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. candidate.Tasks.Where(score => before.ContainsKey(score.Task)).Select(score =>
                Pair(before[score.Task], score, registry).Compare(resamples, seed))],
            [.. baseline.Tasks.Select(score => score.Task).Where(task => !after.Contains(task))],
            [.. candidate.Tasks.Select(score => score.Task).Where(task => !before.ContainsKey(task))], failBelow);
    }

    /// <summary>The comparison as plain text, the verdict last.</summary>
    public override string ToString() => Table().ToText() + Verdict();

    /// <summary>The comparison as Markdown, the verdict last.</summary>
    public string ToMarkdown() => Table().ToMarkdown() + "\n" + Verdict();

    /// <summary>The comparison as one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EvaluationJson.Default.EvaluationComparison);

    private static RunPair Pair(TaskScore before, TaskScore after, TaskRegistry? registry)
    {
        if (before.Metric != after.Metric)
            throw new ArgumentException(
                $"Task '{after.Task}' is scored by '{before.Metric}' in one run and by '{after.Metric}' in the other. Evaluate both with the same metrics.");
        return new(before, after, after.MainMetric ?? before.MainMetric ?? registry?.Task(after.Task).Metrics[0]);
    }

    private TextTable Table()
    {
        var table = new TextTable(
            ["task", "metric", "baseline", "candidate", "gain", "95% interval", "p", ""],
            [false, false, true, true, true, true, true, false]);
        foreach (var task in Tasks)
            table.Add(
                task.Task, task.Metric, Number(task.Baseline), Number(task.Candidate), Signed(task.Gain),
                $"{Signed(task.Interval.Lower)} .. {Signed(task.Interval.Upper)}",
                task.PValue?.ToString("F3", CultureInfo.InvariantCulture) ?? "-", Mark(task));
        return table;
    }

    private string Mark(TaskComparison task) => !(task.Gain >= -FailBelow)
        ? task.Significant ? "FELL, significant" : "FELL"
        : task.Significant ? "significant" : "";

    private string Verdict()
    {
        var missing = Missing.Count > 0 ? $" Missing: {string.Join(", ", Missing)}." : "";
        var added = Added.Count > 0 ? $" Only in the candidate: {string.Join(", ", Added)}." : "";
        var fell = Regressions.Count(task => task.Significant);
        return $"{(Passed ? "PASSED" : "FAILED")}: {Regressions.Count} of {Tasks.Count} tasks fell by more than {Number(FailBelow)} " +
            $"points, {fell} of them significantly; mean gain {Signed(MeanGain)}.{missing}{added}\n";
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
