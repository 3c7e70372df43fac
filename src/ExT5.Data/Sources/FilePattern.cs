using System.IO.Enumeration;

namespace ExT5.Data;

/// <summary>A path in which <c>{split}</c> stands for the split and <c>*</c>, <c>?</c> for anything within one name.</summary>
internal sealed class FilePattern : DataFiles
{
    private const string Placeholder = "{split}";
    private readonly string _pattern;
    private readonly bool _everySplit;

    public FilePattern(string pattern, bool everySplit = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        if (Path.GetFileName(pattern.AsSpan()).IsEmpty)
            throw new ArgumentException(
                $"'{pattern}' names a folder; end it with a file name such as '{Placeholder}.jsonl'.", nameof(pattern));
        (_pattern, _everySplit) = (pattern, everySplit);
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
        if (!_everySplit && !_pattern.Contains(Placeholder, StringComparison.Ordinal) && split != DatasetSplit.Train)
            throw new DataSourceException(path, null,
                $"The pattern '{_pattern}' has no {Placeholder}, so it gives the split 'train' only, not '{split.Name}'. " +
                $"Write {Placeholder} where the name of the split stands, or use DataFiles.ForEverySplit.");
        var folder = Path.GetDirectoryName(path)!;
        var fileName = Path.GetFileName(path);
        string[] files = [.. FoldersOf(folder).SelectMany(each => Matching(each, fileName))];
        return files.Length > 0 ? files : throw Missing(path, folder, fileName, split);
    }

    private static IEnumerable<string> FoldersOf(string folder)
    {
        if (!folder.AsSpan().ContainsAny('*', '?')) return [folder];
        var name = Path.GetFileName(folder);
        return FoldersOf(Path.GetDirectoryName(folder)!).SelectMany(parent => IsWild(name)
            ? Directory.Exists(parent) ? Kept(Directory.EnumerateDirectories(parent), name) : []
            : [Path.Combine(parent, name)]);
    }

    private static IEnumerable<string> Matching(string folder, string fileName) =>
        !IsWild(fileName) ? File.Exists(Path.Combine(folder, fileName)) ? [Path.Combine(folder, fileName)] : []
        : Directory.Exists(folder) ? Kept(Directory.EnumerateFiles(folder), fileName) : [];

    private static bool IsWild(string name) => name.AsSpan().ContainsAny('*', '?');

    private static IEnumerable<string> Kept(IEnumerable<string> paths, string name) => paths
        .Where(path => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(path), ignoreCase: false))
        .Order(StringComparer.Ordinal);

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
