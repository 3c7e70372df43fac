using System.Globalization;
using System.Text;

namespace ExT5.Data;

/// <summary>An explanation for the console.</summary>
internal static class ExplanationTable
{
    private const int Named = 5;

    public static string Of(MixtureExplanation mixture)
    {
        string[][] rows = [Header(mixture), .. mixture.Tasks.Select(task => Row(mixture, task))];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder().Append(Line($"Mixture '{mixture.Mixture}': {mixture.Tasks.Count} tasks, {mixture.Examples:N0} examples drawn\n"));
        foreach (var row in rows)
            text.Append(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : i == row.Length - 1 ? cell : cell.PadLeft(widths[i]))).TrimEnd()).Append('\n');
        if (mixture.Tasks.Any(task => task.InputShare is null || task.TargetShare is null))
            text.Append("Shares of tokens are not known: give TaskSize the mean tokens of an example.\n");
        Warn(text, Line($"more than {mixture.RepeatLimit:G4} epochs"), [.. mixture.Tasks.Where(task => task.RepeatsOften).OrderByDescending(task => Math.Round(task.Epochs, 6)).ThenBy(task => task.Examples)], task => Line($"{task.Task} ({task.Epochs:G3})"));
        Warn(text, "less than 1 in 1,000 examples", [.. mixture.Tasks.Where(task => task.IsRare).OrderBy(task => task.Rate)], task => Line($"{task.Task} (1 in {1 / task.Rate:N0})"));
        Warn(text, Line($"more than {100 * MixtureExplanation.MuchCut:G3} % of inputs or targets cut"),
            [.. mixture.Tasks.Where(task => task.Truncation?.IsAbove(MixtureExplanation.MuchCut) == true).OrderByDescending(task => Math.Max(task.Truncation!.InputShare, task.Truncation.TargetShare))],
            task => Line($"{task.Task} (inputs {100 * task.Truncation!.InputShare:F1} %, targets {100 * task.Truncation.TargetShare:F1} % of {task.Truncation.Examples:N0} looked at)"));
        return text.ToString();
    }

    private static string[] Header(MixtureExplanation mixture) =>
        [.. (string[])["task", "examples", "rate", "drawn", "epochs"], .. Tokens(mixture.Tasks[0], "inputs", "targets"), .. Cut(mixture, "cut inputs", "cut targets"), ""];

    private static string[] Row(MixtureExplanation mixture, TaskExplanation task) =>
    [
        task.Task, Line($"{task.Examples:N0}"), Percent(task.Rate), Line($"{task.Drawn:N0}"), Line($"{task.Epochs:F1}"),
        .. Tokens(task, Percent(task.InputShare), Percent(task.TargetShare)),
        .. Cut(mixture, Percent(task.Truncation?.InputShare ?? 0), Percent(task.Truncation?.TargetShare ?? 0)),
        (task.RepeatsOften ? "repeats" : "") + (task.RepeatsOften && task.IsRare ? ", " : "") + (task.IsRare ? "rare" : ""),
    ];

    private static string[] Tokens(TaskExplanation task, string inputs, string targets) =>
        task.InputShare is null || task.TargetShare is null ? [] : [inputs, targets];

    private static string[] Cut(MixtureExplanation mixture, string inputs, string targets) =>
        mixture.Tasks.Any(task => task.Truncation?.IsAbove(0) == true) ? [inputs, targets] : [];

    private static string Percent(double? share) => Line($"{100 * share:F3}%");

    private static void Warn(StringBuilder text, string what, IReadOnlyList<TaskExplanation> tasks, Func<TaskExplanation, string> name)
    {
        if (tasks.Count == 0) return;
        text.Append(Line($"{tasks.Count} {(tasks.Count == 1 ? "task" : "tasks")} with {what}: {string.Join(", ", tasks.Take(Named).Select(name))}"));
        text.Append(tasks.Count > Named ? Line($" and {tasks.Count - Named} more.\n") : ".\n");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
