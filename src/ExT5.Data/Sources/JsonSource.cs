namespace ExT5.Data;

/// <summary>
/// The items of a JSON file as rows: those of an array, such as <c>data</c> of SQuAD; the properties of an object keyed by
/// id; or the whole file as one row. gzip and zstd are unpacked. Files are read as streams when they are opened, and rows
/// parsed when they are read; nesting is limited to 1,000, an item to <see cref="FileSourceOptions.MaxRowBytes"/>.
/// </summary>
/// <remarks>One document that gives several examples is unfolded by <c>SelectMany</c>.</remarks>
/// <typeparam name="T">The row.</typeparam>
public sealed class JsonSource<T> : IDataSource<T>
{
    private readonly DataFiles _files;
    private readonly FileSourceOptions _options;
    private readonly Func<DataRow, T> _map;
    private readonly JsonRowFinder _rows;

    /// <summary>Names the files and the place of the rows in them.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="map">Makes a row of an item. An item that is no object has the one column <c>value</c>; of a path that
    /// ends in <c>*</c>, each item has the columns <c>key</c> and <c>value</c>.</param>
    /// <param name="path">
    /// Names of properties with points between, from the root to the rows, for example <c>data</c>; empty, the default, for the
    /// root. Items of an array there are rows; an object there is one row, or with <c>*</c> at the end, as in <c>*</c> or
    /// <c>dialogues.*</c>, a row for each of its properties.
    /// </param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    /// <exception cref="ArgumentException">The path has an empty name.</exception>
    public JsonSource(DataFiles files, Func<DataRow, T> map, string path = "", FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(path);
        _options = options ?? new FileSourceOptions();
        (_files, _map, _rows) = (files, map, new JsonRowFinder(path));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        FileRows<T>.OpenAsync(_files, split, _options, (path, stop) =>
            JsonPart.OpenDocumentAsync(path, _rows, _map, _options, stop), cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.FingerprintAsync(_rows.Kind, _files, split, _options, cancellationToken);
    }
}
