using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ExT5.Data;

/// <summary>
/// A JSON value on every line of a UTF-8 file (JSONL); lines of white space are left out. gzip is unpacked.
/// Rows are parsed when they are read; nesting is limited to 32.
/// </summary>
/// <typeparam name="T">The row.</typeparam>
public sealed class JsonLinesSource<T> : IDataSource<T>
{
    private const int MaxDepth = 32;
    private readonly DataFiles _files;
    private readonly FileSourceOptions _options;
    private readonly JsonTypeInfo<T> _row;

    /// <summary>Names the files and how a row is read; the overload for trimmed and AOT-compiled programs.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in the file name for several files, or other files.</param>
    /// <param name="row">From a <c>JsonSerializerContext</c>.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    public JsonLinesSource(DataFiles files, JsonTypeInfo<T> row, FileSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(row);
        _options = options ?? new FileSourceOptions();
        _files = files;
        _row = row;
    }

    /// <summary>Names the files; rows are read by reflection, property names in any case.</summary>
    /// <param name="files">A path with <c>{split}</c>, and <c>*</c> or <c>?</c> in the file name for several files, or other files.</param>
    /// <param name="options">Limits and names of splits; the defaults when null.</param>
    [RequiresUnreferencedCode("Rows are read by reflection. Pass a JsonTypeInfo<T> in trimmed programs.")]
    [RequiresDynamicCode("Rows are read by reflection. Pass a JsonTypeInfo<T> in AOT-compiled programs.")]
    public JsonLinesSource(DataFiles files, FileSourceOptions? options = null)
        : this(files, (JsonTypeInfo<T>)JsonSerializerOptions.Web.GetTypeInfo(typeof(T)), options)
    {
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        var parts = new List<FileRows<T>.Part>();
        foreach (var path in await _files.FilesOfAsync(split, _options, cancellationToken).ConfigureAwait(false))
        {
            var file = await IndexedFile.OpenAsync(path, new LineSyntax(), _options, cancellationToken).ConfigureAwait(false);
            parts.Add(new FileRows<T>.Part(file, leadingRows: 0, Parse));
        }
        return new FileRows<T>(parts);
    }

    /// <inheritdoc />
    public async ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var paths = await _files.FilesOfAsync(split, _options, cancellationToken).ConfigureAwait(false);
        return await files.FingerprintAsync("json lines", paths, cancellationToken).ConfigureAwait(false);
    }

    private T Parse(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row, new JsonReaderOptions { MaxDepth = MaxDepth });
        var value = JsonSerializer.Deserialize(ref reader, _row);
        if (reader.Read()) throw new JsonException("More than one JSON value stands on the line.");
        return value ?? throw new JsonException("The line is null.");
    }
}
