namespace ExT5.Data.Parquet;

/// <summary>
/// The rows of Parquet files, as Hugging Face publishes datasets. A row group is unpacked when one of its rows is read, and
/// kept while <see cref="FileSourceOptions.CacheBytes"/> allows.
/// </summary>
/// <remarks>
/// Texts, whole numbers, numbers and truth values come as such; structures as <see cref="DataRow"/>, lists as lists, maps as
/// lists of rows with <c>key</c> and <c>value</c>; dates, times and decimals as text; bytes in Base64, or as text when
/// the file does not say what they are and they are UTF-8. All encodings and the codecs snappy, gzip, brotli, LZ4 and zstd are read; the
/// reader is our own, so that no number in a header can ask for memory beyond the limits.
/// </remarks>
/// <typeparam name="T">The row.</typeparam>
public sealed class ParquetSource<T> : IDataSource<T>
{
    private readonly DataFiles _files;
    private readonly Func<DataRow, T> _map;
    private readonly IReadOnlyList<string>? _columns;
    private readonly FileSourceOptions _options;

    /// <summary>Names the files and makes rows of theirs.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="map">Makes a row, for example <c>row => new Nli(row.Text("premise"), row.Integer("label"))</c>.</param>
    /// <param name="columns">The columns to read, all when null; the others cost nothing.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public ParquetSource(
        DataFiles files, Func<DataRow, T> map, IReadOnlyList<string>? columns = null, FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(map);
        (_files, _map, _columns, _options) = (files, map, columns, options ?? new FileSourceOptions());
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var cache = new PartCache(_options.CacheBytes);
        return FileRows<T>.OpenAsync(_files, split, _options,
            (path, _) => new(ParquetPart<T>.Open(path, _map, _columns, _options, cache)), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.FingerprintAsync($"parquet {string.Join(',', _columns ?? [])}", _files, split, _options, cancellationToken);
    }
}
