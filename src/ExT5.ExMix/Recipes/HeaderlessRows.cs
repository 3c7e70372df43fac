using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>Rows of TSV or CSV files without a header, whose columns are named by their places from 0; files of other formats as ever.</summary>
internal sealed class HeaderlessRows(DataFiles files, FileSourceOptions options) : IDataSource<DataRow>
{
    public async ValueTask<IReadOnlyList<DataRow>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var paths = await files.FilesOfAsync(split, options, cancellationToken).ConfigureAwait(false);
        return await SourceOf(Path.GetFileName(paths[0])).OpenAsync(split, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes hashes, CancellationToken cancellationToken = default) =>
        hashes.FingerprintAsync("no header", files, split, options, cancellationToken);

    private IDataSource<DataRow> SourceOf(string name) =>
        name.Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? Delimited(DelimitedFormat.Tsv)
        : name.Contains(".csv", StringComparison.OrdinalIgnoreCase) ? Delimited(DelimitedFormat.Csv)
        : RowSource.Of(files, row => row, options);

    private DelimitedSource<DataRow> Delimited(DelimitedFormat format) => new(files, row => row.ToDataRow(), format with { Header = false }, options);
}
