namespace ExT5.Data.Parquet;

/// <summary>
/// The rows of Arrow IPC files and streams; the cache of Hugging Face's <c>datasets</c> is such a stream. A row is read from
/// its place in the file; only packed batches (LZ4, zstd) are unpacked as a whole and kept while
/// <see cref="FileSourceOptions.CacheBytes"/> allows.
/// </summary>
/// <remarks>Values come as <see cref="ParquetSource{T}"/> gives them; dictionary columns as the values they stand for.
/// Unions, run ends, intervals and list views are refused by name.</remarks>
/// <typeparam name="T">The row.</typeparam>
public sealed class ArrowSource<T> : IDataSource<T>
{
    private readonly DataFiles _files;
    private readonly Func<DataRow, T> _map;
    private readonly FileSourceOptions _options;

    /// <summary>Names the files and makes rows of theirs.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="map">Makes a row, for example <c>row => new Nli(row.Text("premise"), row.Integer("label"))</c>.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public ArrowSource(DataFiles files, Func<DataRow, T> map, FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(map);
        (_files, _map, _options) = (files, map, options ?? new FileSourceOptions());
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var cache = new PartCache(_options.CacheBytes);
        return FileRows<T>.OpenAsync(_files, split, _options,
            (path, _) => new(ArrowPart<T>.Open(path, _map, _options, cache)), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.FingerprintAsync("arrow", _files, split, _options, cancellationToken);
    }
}
