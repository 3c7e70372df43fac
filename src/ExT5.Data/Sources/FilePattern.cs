namespace ExT5.Data;

/// <summary>A path in which <c>{split}</c> stands for the split, and names may be patterns (<see cref="GlobPath"/>).</summary>
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

    private IReadOnlyList<string> FilesOf(DatasetSplit split, IReadOnlyDictionary<string, string> splitNames)
    {
        var path = new GlobPath(_pattern.Replace(Placeholder, NameOf(split, splitNames), StringComparison.Ordinal));
        if (!_everySplit && !_pattern.Contains(Placeholder, StringComparison.Ordinal) && split != DatasetSplit.Train)
            throw new DataSourceException(path.Whole, null,
                $"The pattern '{_pattern}' has no {Placeholder}, so it gives the split 'train' only, not '{split.Name}'. " +
                $"Write {Placeholder} where the name of the split stands, or use DataFiles.ForEverySplit.");
        try
        {
            var files = path.Files(out var nearest, out var missingFolder);
            return files.Count > 0 ? files : throw Missing(path, nearest, missingFolder, split);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSourceException(path.Whole, null, $"A folder of the pattern '{_pattern}' cannot be read: {error.Message}", error);
        }
    }

    private static string NameOf(DatasetSplit split, IReadOnlyDictionary<string, string> splitNames)
    {
        if (string.IsNullOrEmpty(split.Name) || split.Name.AsSpan().ContainsAny("/\\*?"))
            throw new ArgumentException(
                $"'{split.Name}' cannot name a split: use a name without '/', '\\', '*' and '?'.", nameof(split));
        return splitNames.TryGetValue(split.Name, out var name) ? name : GlobName.Escape(split.Name);
    }

    private DataSourceException Missing(GlobPath path, IReadOnlyList<string> nearest, string? missingFolder, DatasetSplit split) => new(path.Whole, null,
        $"There is no such file for the split '{split.Name}' of the pattern '{_pattern}'. " + (Directory.Exists(path.Whole)
            ? "This is a folder: name the files in it, for example with '*.jsonl' behind."
            : missingFolder is null ? WhatIsThere(nearest, path.FileName) : WhatFoldersAreThere(nearest, missingFolder)));

    private static string WhatFoldersAreThere(IReadOnlyList<string> nearest, string missing)
    {
        string[] present = [.. nearest.SelectMany(Directory.EnumerateDirectories).Select(folder => Path.GetFileName(folder)).Distinct().Order(StringComparer.Ordinal)];
        return (GlobName.IsWild(missing) ? $"No folder in '{nearest[0]}' matches '{missing}'" : $"The folder '{Path.Combine(nearest[0], missing)}' does not exist")
            + $"; '{nearest[0]}' does, " + (present.Length == 0 ? "and has no folders." : $"and has the folders {Listed(present)}.");
    }

    private static string WhatIsThere(IReadOnlyList<string> folders, string fileName)
    {
        string[] all = [.. folders.SelectMany(Directory.EnumerateFiles).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        string[] present = [.. all.Where(name => !GlobName.IsHidden(name))];
        var hidden = all.Count(name => GlobName.IsHidden(name) && GlobName.MatchesWithHidden(fileName, name));
        var where = folders.Count == 1 ? $"The folder '{folders[0]}'" : $"The folder '{folders[0]}' and {folders.Count - 1} more";
        return (present.Length == 0 ? $"{where} has no files." : $"Did you mean '{NearestName.Of(fileName, present)}'? The folder has {Listed(present)}.")
            + (hidden == 0 ? "" : $" Hidden files are left out ({hidden} would match): start the name with '.' to read them.");
    }

    private static string Listed(string[] names)
    {
        const int shown = 10;
        return string.Join(", ", names.Take(shown)) + (names.Length > shown ? $" and {names.Length - shown} more" : "");
    }
}
