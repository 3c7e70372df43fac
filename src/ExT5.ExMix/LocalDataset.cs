using ExT5.Data;

namespace ExT5.ExMix;

/// <summary>
/// A dataset in a folder: <c>{folder}/{repository}/{configuration}/{split}.*</c> or <c>{split}-*</c>, where the repository
/// <c>owner/name</c> is written <c>owner__name</c>, <c>owner/name</c> or <c>name</c>.
/// </summary>
internal sealed class LocalDataset(string folder, DatasetReference dataset) : DataFiles
{
    /// <summary>True when the folder has files of the dataset.</summary>
    public bool Exists => Places().Any(Directory.Exists);

    public override ValueTask<IReadOnlyList<string>> FilesOfAsync(
        DatasetSplit split, FileSourceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        string[] names = [.. new[] { options.SplitNames.GetValueOrDefault(split.Name, split.Name), split.Name }.Distinct()];
        foreach (var place in Places())
            foreach (var name in names)
                if (FilesIn(place, name) is { Length: > 0 } files)
                    return new(files);
        throw new DataSourceException(Places().First(), null,
            $"There is no file of the split '{split.Name}' of {dataset}. Looked for {string.Join(" and ", names.Select(name => $"'{name}.*'"))} in "
            + $"{string.Join(", ", Places().Select(place => $"'{place}'"))}. Put the dataset's files there.");
    }

    public override string ToString() => $"{dataset} in {folder}";

    private IEnumerable<string> Places()
    {
        string[] spellings = [dataset.Repository.Replace("/", "__", StringComparison.Ordinal), dataset.Repository, dataset.Repository.Split('/')[^1]];
        return spellings.Distinct().Select(name => Path.GetFullPath(Path.Combine(folder, name, dataset.Configuration ?? "")));
    }

    private static string[] FilesIn(string place, string split) => !Directory.Exists(place) ? [] :
    [
        .. Directory.EnumerateFiles(place)
            .Where(file => Path.GetFileName(file) is var name
                && (name.StartsWith(split + ".", StringComparison.Ordinal) || name.StartsWith(split + "-", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];
}
