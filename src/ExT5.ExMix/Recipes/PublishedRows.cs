using ExT5.Data;

namespace ExT5.ExMix.Recipes;

/// <summary>
/// Rows of files as their authors publish them, read by the ending of their names: TSV, CSV, one JSON document, or JSONL.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="header">The first row of TSV and CSV files names the columns; without, columns are read by place.</param>
/// <param name="options">Limits and names of splits.</param>
internal sealed class PublishedRows(DataFiles files, bool header, FileSourceOptions options) : IDataSource<DataRow>
{
    public async ValueTask<IReadOnlyList<DataRow>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var paths = await files.FilesOfAsync(split, options, cancellationToken).ConfigureAwait(false);
        var name = paths[0].EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(paths[0]) : paths[0];
        return await SourceOf(Path.GetExtension(name).ToLowerInvariant()).OpenAsync(split, cancellationToken).ConfigureAwait(false);
    }

    private IDataSource<DataRow> SourceOf(string ending) => ending switch
    {
        ".tsv" or ".txt" => Delimited(DelimitedFormat.Tsv),
        ".csv" => Delimited(DelimitedFormat.Csv),
        ".json" => new JsonSource<DataRow>(files, row => row, options: options),
        _ => RowSource.Of(files, row => row, options),
    };

    private DelimitedSource<DataRow> Delimited(DelimitedFormat format) => new(files, row => row.ToDataRow(), format with { Header = header }, options);
}
