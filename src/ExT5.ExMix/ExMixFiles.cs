using ExT5.Data;

namespace ExT5.ExMix;

/// <summary>The files of a dataset: in the folder where it has one there, else on the Hub.</summary>
/// <param name="dataset">The dataset.</param>
/// <param name="folder">Folder of datasets; null for none.</param>
/// <param name="hub">How the Hub is asked; null for never.</param>
internal sealed class ExMixFiles(DatasetReference dataset, string? folder, HubOptions? hub) : DataFiles
{
    public override ValueTask<IReadOnlyList<string>> FilesOfAsync(
        DatasetSplit split, FileSourceOptions options, CancellationToken cancellationToken = default)
    {
        var local = folder is null ? null : new LocalDataset(folder, dataset);
        if (hub is null || local is { Exists: true }) return (local ?? throw NotOnHub()).FilesOfAsync(split, options, cancellationToken);
        return dataset.OnHub
            ? new HubDataset(dataset.Repository, dataset.Configuration, hub).FilesOfAsync(split, options, cancellationToken)
            : throw NotOnHub();
    }

    public override string ToString() => dataset.ToString();

    private DataSourceException NotOnHub() => new(dataset.ToString(), null,
        "The Hub does not have this dataset. Set ExMixOptions.Folder and put its files there, or leave its task out with ExMixOptions.Include.");
}
