using System.Globalization;

namespace ExT5.Data;

/// <summary>
/// What a task is in a pipeline: how much is drawn of it, and what its rows are. Two pipelines whose tasks are equal in all
/// but <see cref="Files"/> give the same examples; files may lie elsewhere and have other times, their contents count.
/// </summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Rate">Its probability; under a schedule that at the start.</param>
/// <param name="Examples">Its examples; of a denoising task, segments.</param>
/// <param name="Objective">How text is corrupted; null for a supervised task.</param>
/// <param name="Source">The source's own fingerprint, of its files' contents; null when it tells none.</param>
/// <param name="FormatVersion">The version the task gives its format.</param>
/// <param name="FormattedText">Hash of formatted rows: up to 64 of them, or all when the source tells no fingerprint.</param>
/// <param name="Files">The files the source was hashed from, in order.</param>
public sealed record TaskData(
    string Task, double Rate, long Examples, string? Objective, string? Source, string FormatVersion, string FormattedText,
    IReadOnlyList<SourceFile> Files)
{
    /// <summary>From which end its texts are cut; null for the right, the default.</summary>
    public string? Truncation { get; init; }

    /// <summary>What differs between the tasks of two pipelines, task by task.</summary>
    /// <param name="before">The tasks as they were.</param>
    /// <param name="now">The tasks as they are.</param>
    /// <returns>Empty when both give the same examples.</returns>
    public static IReadOnlyList<TaskDataChange> Changes(IReadOnlyList<TaskData> before, IReadOnlyList<TaskData> now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var (was, of) = (before.Select(task => task.Task).ToHashSet(StringComparer.Ordinal), now.ToDictionary(task => task.Task, StringComparer.Ordinal));
        List<TaskDataChange> changes =
        [
            .. before.SelectMany(task => of.TryGetValue(task.Task, out var same) ? task.ChangesTo(same) : ["it is no longer in the mixture"],
                (task, what) => new TaskDataChange(task.Task, what)),
            .. now.Where(task => !was.Contains(task.Task)).Select(task => new TaskDataChange(task.Task, "it is new in the mixture")),
        ];
        // One task's rows change the rates of all: they are told where nothing else is.
        return changes.Count > 0 ? changes : [.. before.Where(task => task.Rate != of[task.Task].Rate)
            .Select(task => new TaskDataChange(task.Task, Line($"its rate was {task.Rate:G6} and is {of[task.Task].Rate:G6}")))];
    }

    private IEnumerable<string> ChangesTo(TaskData now)
    {
        if (Examples != now.Examples) yield return Line($"it had {Examples:N0} examples and has {now.Examples:N0}");
        if (Objective != now.Objective) yield return $"its objective was {Objective ?? "none"} and is {now.Objective ?? "none"}";
        if (Truncation != now.Truncation) yield return $"its texts were cut from {Truncation ?? "the right"} and are cut from {now.Truncation ?? "the right"}";
        if (FormatVersion != now.FormatVersion) yield return $"its format had version '{FormatVersion}' and has '{now.FormatVersion}'";
        if (Source != now.Source)
        {
            var files = FileChanges(now).ToList();
            foreach (var change in files) yield return change;
            if (files.Count == 0) yield return Line($"its rows were {CacheKey.Short(Source)} and are {CacheKey.Short(now.Source)}");
        }
        else if (FormattedText != now.FormattedText && FormatVersion == now.FormatVersion)
        {
            yield return Source is null ? "its rows give other text" : "the same rows give other text: its format or a function of its source changed";
        }
    }

    // A data set may lie in another folder now: files of one name are the same file.
    private IEnumerable<string> FileChanges(TaskData now)
    {
        if (Files.Count == 0 || now.Files.Count == 0) yield break;
        var (before, after) = (Named(Files), Named(now.Files));
        foreach (var (name, file) in before)
            if (!after.TryGetValue(name, out var same)) yield return $"'{file.Path}' is gone";
            else if (same.Sha256 != file.Sha256)
                yield return same.Bytes == file.Bytes
                    ? $"'{same.Path}' changed: it has other contents in as many bytes"
                    : Line($"'{same.Path}' changed: it had {file.Bytes:N0} bytes and has {same.Bytes:N0}");
        foreach (var (name, file) in after)
            if (!before.ContainsKey(name)) yield return $"'{file.Path}' is new";
    }

    private static OrderedDictionary<string, SourceFile> Named(IReadOnlyList<SourceFile> files)
    {
        var named = new OrderedDictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var file in files.DistinctBy(file => file.Path))
        {
            var name = Path.GetFileName(file.Path);
            for (var same = 2; !named.TryAdd(name, file); same++) name = Line($"{Path.GetFileName(file.Path)} {same}");
        }

        return named;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
