namespace ExT5.Data;

/// <summary>Opens files of JSON.</summary>
internal static class JsonPart
{
    private static readonly TextRowFinder Lines = new(new LineSyntax());

    public static async ValueTask<FilePart<T>> OpenLinesAsync<T>(
        string path, RowParser<T> parse, FileSourceOptions options, CancellationToken cancellationToken) =>
        new TextPart<T>(await IndexedFile.OpenAsync(path, Lines, options, cancellationToken).ConfigureAwait(false), parse);

    public static async ValueTask<FilePart<T>> OpenDocumentAsync<T>(
        string path, JsonRowFinder rows, Func<DataRow, T> map, FileSourceOptions options, CancellationToken cancellationToken) =>
        new TextPart<T>(
            await IndexedFile.OpenAsync(path, rows, options, cancellationToken).ConfigureAwait(false),
            rows.EachProperty ? JsonRow.MappedProperty(map) : JsonRow.Mapped(map, JsonRow.MaxFileDepth));
}
