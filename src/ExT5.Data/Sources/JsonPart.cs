using System.Text.Json;

namespace ExT5.Data;

/// <summary>Opens files of JSON.</summary>
internal static class JsonPart
{
    private static readonly TextRowFinder Lines = new(new LineSyntax());
    private static readonly string RootKind = new JsonRowFinder("").Kind;

    public static async ValueTask<FilePart<T>> OpenLinesAsync<T>(
        string path, RowParser<T> parse, FileSourceOptions options, CancellationToken cancellationToken) =>
        new TextPart<T>(await IndexedFile.OpenAsync(path, Lines, options, cancellationToken).ConfigureAwait(false), parse);

    public static async ValueTask<FilePart<T>> OpenDocumentAsync<T>(
        string path, JsonRowFinder rows, Func<DataRow, T> map, FileSourceOptions options, CancellationToken cancellationToken) =>
        new TextPart<T>(
            await IndexedFile.OpenAsync(path, rows, options, cancellationToken).ConfigureAwait(false),
            rows.EachProperty ? JsonRow.MappedProperty(map) : JsonRow.Mapped(map, JsonRow.MaxFileDepth));

    /// <summary>A file named .json may hold a document or a value a line.</summary>
    public static async ValueTask<FilePart<T>> OpenEitherAsync<T>(
        string path, JsonRowFinder rows, Func<DataRow, T> map, FileSourceOptions options, CancellationToken cancellationToken) =>
        rows.Kind == RootKind && await IndexedFile.ReportedAsync(path, () => HasLinesAsync(path, options, cancellationToken)).ConfigureAwait(false)
            ? await OpenLinesAsync(path, JsonRow.Mapped(map, JsonRow.MaxLineDepth), options, cancellationToken).ConfigureAwait(false)
            : await OpenDocumentAsync(path, rows, map, options, cancellationToken).ConfigureAwait(false);

    // True when the first line with anything on it is a whole object.
    private static async ValueTask<bool> HasLinesAsync(string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var bytes = await TextBytes.OpenAsync(path, options, cancellationToken).ConfigureAwait(false);
        var start = new byte[(int)Math.Min(bytes.Length, options.MaxRowBytes)];
        if (!bytes.TryReadExactly(start, 0)) return false;
        var text = start.AsSpan(start.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0).TrimStart(" \t\r\n"u8);
        if (!text.StartsWith("{"u8)) return false;
        var end = text.IndexOf((byte)'\n');
        var reader = new Utf8JsonReader(end < 0 ? text : text[..end], new JsonReaderOptions { MaxDepth = JsonRow.MaxLineDepth });
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var line) && Disposed(line);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Disposed(JsonDocument line)
    {
        line.Dispose();
        return true;
    }
}
