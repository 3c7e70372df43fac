namespace ExT5.Data.Parquet;

/// <summary>
/// Rows of files in any format, told by each file's name: <c>.parquet</c>, <c>.arrow</c> (also <c>.feather</c> and
/// <c>.ipc</c>), <c>.jsonl</c> (also <c>.ndjson</c>), <c>.json</c> (an array, an object, or a value a line), <c>.csv</c>,
/// <c>.tsv</c> (also <c>.tab</c>); texts also packed, with <c>.gz</c> or <c>.zst</c> behind.
/// </summary>
/// <typeparam name="T">The row.</typeparam>
public sealed class TableSource<T> : IDataSource<T>
{
    private readonly DataFiles _files;
    private readonly Func<DataRow, T> _map;
    private readonly JsonRowFinder _json;
    private readonly FileSourceOptions _options;

    /// <summary>Names the files and makes rows of theirs.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="map">Makes a row; the fields of CSV and TSV are texts, which <see cref="DataRow.Integer"/>,
    /// <see cref="DataRow.Number"/> and <see cref="DataRow.Flag"/> read too.</param>
    /// <param name="jsonPath">Where the rows of a <c>.json</c> file stand, as in <see cref="JsonSource{T}"/>.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public TableSource(DataFiles files, Func<DataRow, T> map, string jsonPath = "", FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(jsonPath);
        (_files, _map, _json, _options) = (files, map, new JsonRowFinder(jsonPath), options ?? new FileSourceOptions());
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var cache = new PartCache(_options.CacheBytes);
        return FileRows<T>.OpenAsync(_files, split, _options, (path, stop) => PartAsync(path, cache, stop), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.FingerprintAsync($"table {_json.Kind}", _files, split, _options, cancellationToken);
    }

    private ValueTask<FilePart<T>> PartAsync(string path, PartCache cache, CancellationToken cancellationToken) =>
        Path.GetExtension(PackedFile.NameInside(path)).ToUpperInvariant() switch
        {
            ".PARQUET" => new(ParquetPart<T>.Open(path, _map, columns: null, _options, cache)),
            ".ARROW" or ".FEATHER" or ".IPC" => new(ArrowPart<T>.Open(path, _map, _options, cache)),
            ".JSONL" or ".NDJSON" => JsonPart.OpenLinesAsync(path, JsonRow.Mapped(_map), _options, cancellationToken),
            ".JSON" => JsonPart.OpenEitherAsync(path, _json, _map, _options, cancellationToken),
            ".CSV" or ".TSV" or ".TAB" => DelimitedPart.OpenAsync(
                path, DelimitedPart.FormatOf(path), row => _map(row.ToDataRow()), _options, cancellationToken),
            var other => throw new DataSourceException(path, null,
                $"Files named '{other}' are not known. Name it .parquet, .arrow, .jsonl, .json, .csv or .tsv, or use the source of its format."),
        };
}
