namespace ExT5.Data;

/// <summary>
/// The rows of a CSV (RFC 4180) or TSV file in UTF-8; empty lines are left out. gzip is unpacked.
/// Rows are parsed when they are read.
/// </summary>
/// <typeparam name="T">The row.</typeparam>
public sealed class DelimitedSource<T> : IDataSource<T>
{
    private readonly DataFiles _files;
    private readonly FileSourceOptions _options;
    private readonly DelimitedFormat _format;
    private readonly DelimitedSyntax _syntax;
    private readonly Func<DelimitedRow, T> _map;

    /// <summary>Names the files and makes rows of their fields.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in the file name for several files, or other files.</param>
    /// <param name="map">Makes a row, for example <c>row => new Nli(row["premise"], row["label"])</c>.</param>
    /// <param name="format">How the files are written; when null <see cref="DelimitedFormat.Tsv"/> for names that end in
    /// <c>.tsv</c> or <c>.tsv.gz</c> and <see cref="DelimitedFormat.Csv"/> for others.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public DelimitedSource(
        DataFiles files, Func<DelimitedRow, T> map, DelimitedFormat? format = null, FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(map);
        _options = options ?? new FileSourceOptions();
        _files = files;
        _map = map;
        _format = format ?? (IsTsv(files.ToString()!) ? DelimitedFormat.Tsv : DelimitedFormat.Csv);
        _syntax = new DelimitedSyntax(_format);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var parts = new List<FileRows<T>.Part>();
        foreach (var path in await _files.FilesOfAsync(split, _options, cancellationToken).ConfigureAwait(false))
        {
            var file = await IndexedFile.OpenAsync(path, _syntax, _options, cancellationToken).ConfigureAwait(false);
            var columns = _format.Header ? HeaderOf(file, path) : [];
            parts.Add(new FileRows<T>.Part(
                file, leadingRows: _format.Header ? 1 : 0, row => _map(new DelimitedRow(columns, _syntax.Split(row)))));
        }
        return new FileRows<T>(parts);
    }

    /// <inheritdoc />
    public async ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var paths = await _files.FilesOfAsync(split, _options, cancellationToken).ConfigureAwait(false);
        return await files.FingerprintAsync($"delimited {(int)_format.Delimiter} quoted {_format.Quoted} header {_format.Header}", paths, cancellationToken).ConfigureAwait(false);
    }

    private string[] HeaderOf(IndexedFile file, string path)
    {
        if (file.Count == 0)
            throw new DataSourceException(path, null, "The file is empty, and its first row should name the columns.");
        var columns = file.Read(0, _syntax.Split);
        var twice = columns.GroupBy(column => column).FirstOrDefault(each => each.Key.Length > 0 && each.Count() > 1);
        return twice is null
            ? columns
            : throw new DataSourceException(path, 1, $"Two columns are named '{twice.Key}'. Rename one of them.");
    }

    private static bool IsTsv(string pattern) =>
        pattern.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase)
        || pattern.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase);
}
