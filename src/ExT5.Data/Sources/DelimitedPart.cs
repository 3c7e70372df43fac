namespace ExT5.Data;

/// <summary>Opens delimited files.</summary>
internal static class DelimitedPart
{
    /// <summary>The format that a name tells: tabs for <c>.tsv</c> and <c>.tab</c>, commas for others.</summary>
    public static DelimitedFormat FormatOf(string path)
    {
        var name = PackedFile.NameInside(path);
        return name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tab", StringComparison.OrdinalIgnoreCase)
            ? DelimitedFormat.Tsv
            : DelimitedFormat.Csv;
    }

    public static async ValueTask<FilePart<T>> OpenAsync<T>(
        string path, DelimitedFormat format, Func<DelimitedRow, T> map, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var syntax = new DelimitedSyntax(format);
        var file = await IndexedFile.OpenAsync(path, new TextRowFinder(syntax), options, cancellationToken).ConfigureAwait(false);
        var columns = format.Header ? HeaderOf(file, path, syntax) : [];
        return new TextPart<T>(file, row => map(new DelimitedRow(columns, syntax.Split(row))), leadingRows: format.Header ? 1 : 0);
    }

    private static string[] HeaderOf(IndexedFile file, string path, DelimitedSyntax syntax)
    {
        if (file.Count == 0)
            throw new DataSourceException(path, null, "The file is empty, and its first row should name the columns.");
        var columns = file.Read(0, syntax.Split);
        var twice = columns.GroupBy(column => column).FirstOrDefault(each => each.Key.Length > 0 && each.Count() > 1);
        return twice is null
            ? columns
            : throw new DataSourceException(path, 1, $"Two columns are named '{twice.Key}'. Rename one of them.");
    }
}
