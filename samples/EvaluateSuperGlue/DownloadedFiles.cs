using ExT5.Data;
using ExT5.ExMix;

namespace EvaluateSuperGlue;

/// <summary>
/// A task of SuperGLUE's own download, unpacked into a folder: <c>RTE/val.jsonl</c>, or a folder further down
/// (<c>nli/rte/val.jsonl</c>). A split may be several files, <c>val.*</c> and <c>val-*</c>.
/// </summary>
internal sealed class DownloadedFiles(string folder, DatasetReference dataset) : DataFiles
{
    // The download has WSC; the Hub's wsc.fixed is the same rows with spans mended, as ExMix mends them.
    private readonly string _name = dataset.Configuration!.Split('.')[0];

    /// <summary>Whether the folder holds the task.</summary>
    public bool Exists => Places().Any();

    public override ValueTask<IReadOnlyList<string>> FilesOfAsync(
        DatasetSplit split, FileSourceOptions options, CancellationToken cancellationToken = default)
    {
        string[] names = split == DatasetSplit.Validation ? ["validation", "val", "dev"] : [split.Name];
        var places = Places().ToList();
        foreach (var place in places)
            foreach (var name in names)
                if (FilesIn(place, name) is { Length: > 0 } files)
                    return new(files);
        throw new DataSourceException(places.FirstOrDefault() ?? Path.Combine(folder, _name), null, places.Count == 0
            ? "There is no such folder."
            : $"There is no file {string.Join(", ", names.Select(name => $"{name}.*"))}.");
    }

    public override string ToString() => $"{_name} in {folder}";

    private IEnumerable<string> Places() => !Directory.Exists(folder) ? [] : Directory
        .EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
        .Where(place => Path.GetFileName(place).Equals(_name, StringComparison.OrdinalIgnoreCase))
        .OrderBy(place => place.Length).ThenBy(place => place, StringComparer.Ordinal);

    private static string[] FilesIn(string place, string split) =>
    [
        .. Directory.EnumerateFiles(place)
            .Where(file => Path.GetFileName(file) is var name
                && (name.StartsWith(split + ".", StringComparison.Ordinal) || name.StartsWith(split + "-", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];
}
