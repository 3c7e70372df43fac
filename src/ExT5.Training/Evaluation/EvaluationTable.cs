using System.Globalization;
using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>Scores of tasks, of their families and of all together, as plain text, Markdown or JSON.</summary>
/// <remarks>
/// A family's score is the mean over its tasks and the overall score the mean over all tasks, each task counting the
/// same, as GLUE averages. <c>*</c> marks a task whose 95 % interval is better than its best baseline.
/// </remarks>
public sealed class EvaluationTable
{
    private const string JsonName = "evaluation.json";
    private const string MarkdownName = "evaluation.md";

    /// <summary>Sets scores in a table.</summary>
    /// <param name="scores">Scores of different tasks; may be empty.</param>
    /// <param name="benchmarks">Benchmarks to average; null for none.</param>
    /// <exception cref="ArgumentException">A task is scored twice.</exception>
    public EvaluationTable(IEnumerable<TaskScore> scores, IEnumerable<Benchmark>? benchmarks = null)
        : this(scores, tasks => [.. (benchmarks ?? []).Select(benchmark => BenchmarkRow.Of(benchmark, tasks))])
    {
    }

    private EvaluationTable(
        IEnumerable<TaskScore> scores, Func<IReadOnlyList<TaskScore>, IReadOnlyList<BenchmarkScore>> benchmarks)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Tasks = [.. scores.OrderBy(score => score.Family.Name, StringComparer.Ordinal).ThenBy(score => score.Task, StringComparer.Ordinal)];
        if (Tasks.GroupBy(score => score.Task, StringComparer.Ordinal).FirstOrDefault(task => task.Count() > 1) is { } twice)
            throw new ArgumentException($"Task '{twice.Key}' is scored twice. Give each task once.", nameof(scores));
        Families = [.. Tasks.GroupBy(score => score.Family).Select(family => FamilyScore.Of(family.Key, [.. family]))];
        Overall = Tasks.Count == 0 ? null : FamilyScore.Of(new TaskFamily("ALL"), [.. Tasks]);
        Benchmarks = benchmarks(Tasks);
    }

    /// <summary>The tasks by family and name.</summary>
    public IReadOnlyList<TaskScore> Tasks { get; }

    /// <summary>The families by name.</summary>
    public IReadOnlyList<FamilyScore> Families { get; }

    /// <summary>All tasks together, under the family <c>ALL</c>; null without tasks.</summary>
    public FamilyScore? Overall { get; }

    /// <summary>The benchmarks, each with its average or what is missing for it.</summary>
    public IReadOnlyList<BenchmarkScore> Benchmarks { get; }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="folder">
    /// The folder, or the JSON file by whatever name. Answers beside the table, as <see cref="EvaluationOptions.PredictionFolder"/> writes
    /// them, are read too.
    /// </param>
    /// <exception cref="DataSourceException">The table is missing, or it or the answers are malformed.</exception>
    public static EvaluationTable Load(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var path = Path.GetFullPath(File.Exists(folder) ? folder : Path.Combine(folder, JsonName));
        if (!File.Exists(path)) throw new DataSourceException(path, null, "The table does not exist. EvaluationTable.Save writes it.");
        var content = Parse(path);
        return new(content.Tasks.Select(score => WithPredictions(Path.GetDirectoryName(path)!, score)), _ => content.Benchmarks ?? []);
    }

    /// <summary>Writes <c>evaluation.json</c> and <c>evaluation.md</c>; each replaces an earlier one at once.</summary>
    /// <param name="folder">The folder; made when missing.</param>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in new[] { (JsonName, ToJson()), (MarkdownName, ToMarkdown()) })
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path + ".partial", text);
            File.Move(path + ".partial", path, overwrite: true);
        }
    }

    /// <summary>The table as plain text in aligned columns.</summary>
    public override string ToString() => string.Join('\n', Tables().Select(table => table.ToText()));

    /// <summary>The table as Markdown.</summary>
    public string ToMarkdown() => string.Join('\n', Tables().Select(table => table.ToMarkdown()));

    /// <summary>The table as one JSON object with <c>tasks</c>, <c>families</c>, <c>overall</c> and <c>benchmarks</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EvaluationJson.Default.EvaluationTable);

    private static EvaluationContent Parse(string path)
    {
        const string Rule = "This is no evaluation: an object with tasks, each with values, interval and baselines.";
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), EvaluationJson.Default.EvaluationContent) is { Tasks: not null } content
                && content.Tasks.All(score => score is { Task: not null, Values.Count: > 0, Baselines.Count: > 0 })
                ? content
                : throw new DataSourceException(path, null, Rule);
        }
        catch (JsonException problem)
        {
            throw new DataSourceException(path, problem.LineNumber + 1, Rule, problem);
        }
    }

    private static TaskScore WithPredictions(string folder, TaskScore score)
    {
        var path = PredictionFile.PathOf(folder, score.Task);
        return File.Exists(path) ? score with { Predictions = [.. PredictionLog.Read(path)] } : score;
    }

    private IEnumerable<TextTable> Tables() =>
        Benchmarks.Count == 0 ? [TaskTable(), FamilyTable()] : [TaskTable(), FamilyTable(), BenchmarkTable()];

    private TextTable BenchmarkTable()
    {
        var table = new TextTable(
            ["benchmark", "tasks", "average", "95% interval", "baselines", "missing"], [false, true, true, true, false, false]);
        foreach (var each in Benchmarks)
            table.Add(
                each.Benchmark, each.Tasks.Count.ToString(CultureInfo.InvariantCulture),
                each.Average is { } average ? Number(average) : "-",
                each.Interval is { } interval ? $"{Number(interval.Lower)} - {Number(interval.Upper)}" : "-",
                string.Join(", ", each.Baselines.Select(baseline => $"{baseline.Name} {Number(baseline.Value)}")),
                string.Join(", ", each.Missing));
        return table;
    }

    private TextTable TaskTable()
    {
        var table = new TextTable(
            ["family", "task", "n", "metric", "score", "95% interval", "best baseline", "delta", ""],
            [false, false, true, false, true, true, true, true, false]);
        foreach (var task in Tasks)
            table.Add(
                task.Family.Name, task.Task, task.Examples.ToString(CultureInfo.InvariantCulture), task.Metric, Number(task.Score),
                $"{Number(task.Interval.Lower)} - {Number(task.Interval.Upper)}",
                $"{task.BestBaseline.Name} {Number(task.BestBaseline.Score)}",
                Signed(task.Score - task.BestBaseline.Score), task.ClearlyAboveBaseline ? "*" : "");
        return table;
    }

    private TextTable FamilyTable()
    {
        var table = new TextTable(
            ["family", "tasks", "mean score", "mean best baseline", "delta", "clearly above"],
            [false, true, true, true, true, true]);
        foreach (var family in Overall is null ? Families : Families.Append(Overall))
            table.Add(
                family.Family.Name, family.Tasks.ToString(CultureInfo.InvariantCulture), Number(family.Score),
                Number(family.BestBaseline), Signed(family.Score - family.BestBaseline), $"{family.ClearlyAbove}/{family.Tasks}");
        return table;
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
