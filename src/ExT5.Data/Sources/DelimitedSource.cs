namespace ExT5.Data;

/// <summary>
/// The rows of a CSV (RFC 4180) or TSV file in UTF-8; empty lines are left out. gzip and zstd are unpacked.
/// Rows are parsed when they are read.
/// </summary>
/// <typeparam name="T">The row.</typeparam>
public sealed class DelimitedSource<T> : IDataSource<T>
{
    private readonly DataFiles _files;
    private readonly FileSourceOptions _options;
    private readonly DelimitedFormat? _format;
    private readonly Func<DelimitedRow, T> _map;

    /// <summary>Names the files and makes rows of their fields.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="map">Makes a row, for example <c>row => new Nli(row["premise"], row["label"])</c>.</param>
    /// <param name="format">How the files are written; when null each file's name tells: <see cref="DelimitedFormat.Tsv"/> for
    /// <c>.tsv</c> and <c>.tab</c>, also before <c>.gz</c> and <c>.zst</c>, and <see cref="DelimitedFormat.Csv"/> for others.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public DelimitedSource(
        DataFiles files, Func<DelimitedRow, T> map, DelimitedFormat? format = null, FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(map);
        _options = options ?? new FileSourceOptions();
        (_files, _map, _format) = (files, map, format);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        FileRows<T>.OpenAsync(_files, split, _options, (path, stop) =>
            DelimitedPart.OpenAsync(path, _format ?? DelimitedPart.FormatOf(path), _map, _options, stop), cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.FingerprintAsync($"delimited {_format}", _files, split, _options, cancellationToken);
    }
}
