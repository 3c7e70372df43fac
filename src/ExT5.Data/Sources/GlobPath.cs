namespace ExT5.Data;

/// <summary>A path of which names may be patterns (<see cref="GlobName"/>), and <c>**</c> any folders; the folder a relative one starts from is none.</summary>
internal sealed class GlobPath
{
    private readonly string _root;
    private readonly List<string> _names = [];

    public GlobPath(string pattern)
    {
        _root = Path.IsPathRooted(pattern) ? Path.GetPathRoot(Path.GetFullPath(pattern))! : Directory.GetCurrentDirectory();
        var rest = Path.IsPathRooted(pattern) ? pattern[Path.GetPathRoot(pattern)!.Length..] : pattern;
        foreach (var name in rest.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar))
        {
            if (name is "" or ".") continue;
            if (name != "..") _names.Add(name);
            else if (_names.Count > 0) _names.RemoveAt(_names.Count - 1);
            else _root = Path.GetDirectoryName(_root) ?? _root;
        }
        if (_names.Count > 0 && _names[^1] == GlobName.AnyFolders) _names.Add("*");
    }

    /// <summary>The whole, with its patterns.</summary>
    public string Whole => Path.Combine([_root, .. _names]);

    /// <summary>The name of the files, or its pattern.</summary>
    public string FileName => _names[^1];

    /// <summary>The files that it means, folder after folder, names in ordinal order.</summary>
    /// <param name="nearest">Folders that were found up to where nothing was; those of the files when there are some.</param>
    /// <param name="missingFolder">The name or pattern of folders that none of those has; null when only files are missing, or nothing.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public IReadOnlyList<string> Files(out IReadOnlyList<string> nearest, out string? missingFolder)
    {
        IReadOnlyList<string> folders = [_root];
        for (var i = 0; i < _names.Count - 1; i++)
        {
            var name = _names[i];
            IReadOnlyList<string> inside = name == GlobName.AnyFolders
                ? [.. folders.SelectMany(WithAllInside).Distinct()]
                : [.. folders.SelectMany(folder => FoldersIn(folder, name))];
            if (inside.Count == 0)
            {
                (nearest, missingFolder) = (folders, name);
                return [];
            }
            folders = inside;
        }
        (nearest, missingFolder) = (folders, null);
        return [.. folders.SelectMany(folder => FilesIn(folder, FileName))];
    }

    private static IEnumerable<string> FoldersIn(string folder, string name) => GlobName.IsWild(name)
        ? Named(Directory.EnumerateDirectories(folder), name)
        : Directory.Exists(Path.Combine(folder, name)) ? [Path.Combine(folder, name)] : [];

    private static IEnumerable<string> FilesIn(string folder, string name) => GlobName.IsWild(name)
        ? Named(Directory.EnumerateFiles(folder), name)
        : File.Exists(Path.Combine(folder, name)) ? [Path.Combine(folder, name)] : [];

    private static IEnumerable<string> Named(IEnumerable<string> paths, string name) =>
        GlobName.Matching(name, [.. paths], path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    // Links are not followed, as they may lead back.
    private static IEnumerable<string> WithAllInside(string folder)
    {
        yield return folder;
        foreach (var inside in Named(Directory.EnumerateDirectories(folder), "*"))
            if (new DirectoryInfo(inside).LinkTarget is null)
                foreach (var each in WithAllInside(inside)) yield return each;
    }
}
