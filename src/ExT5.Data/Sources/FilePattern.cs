using System.IO.Enumeration;

namespace ExT5.Data;

/// <summary>A path in which <c>{split}</c> stands for the split and <c>*</c>, <c>?</c> in the file name for anything.</summary>
internal sealed class FilePattern : DataFiles
{
    private const string Placeholder = "{split}";
    private readonly string _pattern;

    public FilePattern(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        if (Path.GetDirectoryName(pattern.AsSpan()).ContainsAny('*', '?'))
            throw new ArgumentException(
                $"'{pattern}' has a wildcard in a folder; '*' and '?' may stand in the file name only.", nameof(pattern));
        if (Path.GetFileName(pattern.AsSpan()).IsEmpty)
            throw new ArgumentException(
                $"'{pattern}' names a folder; end it with a file name such as '{Placeholder}.jsonl'.", nameof(pattern));
        _pattern = pattern;
    }

    public override ValueTask<IReadOnlyList<string>> FilesOfAsync(
        DatasetSplit split, FileSourceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        return new(FilesOf(split, options.SplitNames));
    }

    public override string ToString() => _pattern;

    private string[] FilesOf(DatasetSplit split, IReadOnlyDictionary<string, string> splitNames)
    {
        var path = Path.GetFullPath(_pattern.Replace(Placeholder, NameOf(split, splitNames), StringComparison.Ordinal));
        if (!_pattern.Contains(Placeholder, StringComparison.Ordinal) && split != DatasetSplit.Train)
            throw new DataSourceException(path, null,
                $"The pattern '{_pattern}' has no {Placeholder}, so it gives the split 'train' only, not '{split.Name}'. " +
                $"Write {Placeholder} where the name of the split stands.");
        var folder = Path.GetDirectoryName(path)!;
        var fileName = Path.GetFileName(path);
        var files = fileName.AsSpan().ContainsAny('*', '?') ? Matching(folder, fileName) : File.Exists(path) ? [path] : [];
        return files.Length > 0 ? files : throw Missing(path, folder, fileName, split);
    }

    private static string[] Matching(string folder, string fileName) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder)
            .Where(file => FileSystemName.MatchesSimpleExpression(fileName, Path.GetFileName(file), ignoreCase: false))
            .Order(StringComparer.Ordinal),
    ];

    private static string NameOf(DatasetSplit split, IReadOnlyDictionary<string, string> splitNames)
    {
        if (string.IsNullOrEmpty(split.Name) || split.Name.AsSpan().ContainsAny("/\\*?"))
            throw new ArgumentException(
                $"'{split.Name}' cannot name a split: use a name without '/', '\\', '*' and '?'.", nameof(split));
        return splitNames.GetValueOrDefault(split.Name, split.Name);
    }

    private DataSourceException Missing(string path, string folder, string fileName, DatasetSplit split)
    {
        var problem = $"There is no such file for the split '{split.Name}' of the pattern '{_pattern}'. ";
        return new DataSourceException(path, null, problem + WhatIsThere(folder, fileName));
    }

    private static string WhatIsThere(string folder, string fileName)
    {
        const int shown = 10;
        if (!Directory.Exists(folder)) return $"The folder '{folder}' does not exist.";
        string[] present = [.. Matching(folder, "*").Select(file => Path.GetFileName(file))];
        if (present.Length == 0) return $"The folder '{folder}' has no files.";
        var more = present.Length > shown ? $" and {present.Length - shown} more" : "";
        return $"Did you mean '{NearestName.Of(fileName, present)}'? " +
            $"The folder has {string.Join(", ", present.Take(shown))}{more}.";
    }
}
