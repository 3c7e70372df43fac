namespace ExT5.Data;

/// <summary>Opens data files for reading.</summary>
internal static class DataFile
{
    private const int StartBytes = 512;

    /// <summary>The bytes of a file; what is no file is refused before it is opened.</summary>
    /// <exception cref="DataSourceException">The path leads to a folder, a pipe, a socket or a device.</exception>
    public static FileBytes Open(string path) => new(File.OpenHandle(Checked(path)));

    /// <summary>The bytes of a file in the format of a source; other formats are refused by name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What the source reads, for example <c>Parquet</c>.</param>
    /// <exception cref="DataSourceException">It is no file, or a file in another format.</exception>
    public static FileBytes Open(string path, string format)
    {
        var file = Open(path);
        var start = new byte[(int)Math.Min(StartBytes, file.Length)];
        ForeignFormat.Refuse(path, start.AsSpan(0, file.ReadAtMost(start, 0)), file.Length, format);
        return file;
    }

    /// <summary>The path, when it leads to a file or nowhere.</summary>
    /// <exception cref="DataSourceException">The path leads to a folder, a pipe, a socket or a device.</exception>
    public static string Checked(string path) => FileKind.OtherThanFile(path) switch
    {
        null => path,
        "a folder" => throw new DataSourceException(path, null, "This is a folder. Name the files in it, for example with '*.jsonl' behind."),
        var kind => throw new DataSourceException(path, null,
            $"This is {kind}, and rows are read at any place of a file, more than once. Write the data to a file and name that."),
    };
}
