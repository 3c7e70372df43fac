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
        Document(await IndexedFile.OpenAsync(path, rows, options, cancellationToken).ConfigureAwait(false), rows, map);

    /// <summary>A file named .json may hold a document or a value a line.</summary>
    public static async ValueTask<FilePart<T>> OpenEitherAsync<T>(
        string path, JsonRowFinder rows, Func<DataRow, T> map, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var bytes = await IndexedFile.ReportedAsync(path, () => TextBytes.OpenAsync(path, options, cancellationToken)).ConfigureAwait(false);
        var hasLines = rows.Kind == RootKind && HasLines(bytes, options.MaxRowBytes);
        var file = await IndexedFile.OpenAsync(path, bytes, hasLines ? Lines : rows, options, cancellationToken).ConfigureAwait(false);
        return hasLines ? new TextPart<T>(file, JsonRow.Mapped(map)) : Document(file, rows, map);
    }

    private static TextPart<T> Document<T>(IndexedFile file, JsonRowFinder rows, Func<DataRow, T> map) =>
        new(file, rows.EachProperty ? JsonRow.MappedProperty(map) : JsonRow.Mapped(map));

    // True when the first line with anything on it is a whole object.
    private static bool HasLines(ByteStore bytes, int maxRowBytes)
    {
        var start = new byte[(int)Math.Min(bytes.Length, maxRowBytes)];
        start = start[..bytes.ReadAtMost(start, 0)];
        var text = start.AsSpan(start.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0).TrimStart(" \t\r\n"u8);
        if (!text.StartsWith("{"u8)) return false;
        var end = LineEnd.In(text, isEnd: true);
        var reader = new Utf8JsonReader(end < 0 ? text : text[..end], new JsonReaderOptions { MaxDepth = JsonRow.MaxDepth });
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
