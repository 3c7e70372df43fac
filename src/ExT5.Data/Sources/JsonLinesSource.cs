using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ExT5.Data;

/// <summary>
/// A JSON value on every line of a UTF-8 file (JSONL); lines of white space are left out. gzip and zstd are unpacked.
/// Rows are parsed when they are read; nesting is limited to 1,000.
/// </summary>
/// <typeparam name="T">The row.</typeparam>
public sealed class JsonLinesSource<T> : IDataSource<T>
{
    private readonly DataFiles _files;
    private readonly FileSourceOptions _options;
    private readonly RowParser<T> _parse;

    /// <summary>Names the files and how a row is read; the overload for trimmed and AOT-compiled programs.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="row">From a <c>JsonSerializerContext</c>.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public JsonLinesSource(DataFiles files, JsonTypeInfo<T> row, FileSourceOptions? options = null)
        : this(files, options, JsonRow.Typed(row))
    {
    }

    /// <summary>Names the files and makes rows of their objects, which may nest; for trimmed and AOT-compiled programs too.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="map">Makes a row, for example <c>row => new Nli(row.Text("premise"), row.Integer("label"))</c>; a line that
    /// is no object has the one column <c>value</c>.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public JsonLinesSource(DataFiles files, Func<DataRow, T> map, FileSourceOptions? options = null)
        : this(files, options, JsonRow.Mapped(map))
    {
    }

    /// <summary>Names the files; rows are read by reflection, property names in any case.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in names for several files, or other files.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    [RequiresUnreferencedCode("Rows are read by reflection. Pass a JsonTypeInfo<T> or a function of DataRow in trimmed programs.")]
    [RequiresDynamicCode("Rows are read by reflection. Pass a JsonTypeInfo<T> or a function of DataRow in AOT-compiled programs.")]
    public JsonLinesSource(DataFiles files, FileSourceOptions? options = null)
        : this(files, options, JsonRow.Typed((JsonTypeInfo<T>)new JsonSerializerOptions(JsonSerializerOptions.Web) { IncludeFields = true }.GetTypeInfo(typeof(T))))
    {
    }

    private JsonLinesSource(DataFiles files, FileSourceOptions? options, RowParser<T> parse)
    {
        ArgumentNullException.ThrowIfNull(files);
        _options = options ?? new FileSourceOptions();
        (_files, _parse) = (files, parse);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        FileRows<T>.OpenAsync(_files, split, _options, (path, stop) => JsonPart.OpenLinesAsync(path, _parse, _options, stop), cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.FingerprintAsync("json lines", _files, split, _options, cancellationToken);
    }
}
