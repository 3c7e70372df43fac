using System.Globalization;
using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>Scores of tasks, of their families and of all together, as plain text, Markdown or JSON.</summary>
/// <remarks>
/// A family's score is the mean over its tasks and the overall score the mean over all tasks, each task counting the
/// same, as GLUE averages. <c>*</c> marks a task whose 95 % interval lies above its best baseline.
/// </remarks>
public sealed class EvaluationTable
{
    /// <summary>Sets scores in a table.</summary>
    /// <param name="scores">Scores of different tasks; may be empty.</param>
    public EvaluationTable(IEnumerable<TaskScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Tasks = [.. scores.OrderBy(score => score.Family.Name, StringComparer.Ordinal).ThenBy(score => score.Task, StringComparer.Ordinal)];
        Families = [.. Tasks.GroupBy(score => score.Family).Select(family => FamilyScore.Of(family.Key, [.. family]))];
        Overall = Tasks.Count == 0 ? null : FamilyScore.Of(new TaskFamily("ALL"), [.. Tasks]);
    }

    /// <summary>The tasks by family and name.</summary>
    public IReadOnlyList<TaskScore> Tasks { get; }

    /// <summary>The families by name.</summary>
    public IReadOnlyList<FamilyScore> Families { get; }

    /// <summary>All tasks together, under the family <c>ALL</c>; null without tasks.</summary>
    public FamilyScore? Overall { get; }

    /// <summary>The table as plain text in aligned columns.</summary>
    public override string ToString() => TaskTable().ToText() + "\n" + FamilyTable().ToText();

    /// <summary>The table as Markdown.</summary>
    public string ToMarkdown() => TaskTable().ToMarkdown() + "\n" + FamilyTable().ToMarkdown();

    /// <summary>The table as one JSON object with <c>tasks</c>, <c>families</c> and <c>overall</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EvaluationJson.Default.EvaluationTable);

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
