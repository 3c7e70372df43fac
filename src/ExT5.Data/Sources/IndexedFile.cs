using System.Buffers;
using System.Text;

namespace ExT5.Data;

/// <summary>Makes a row of its bytes.</summary>
internal delegate T RowParser<out T>(ReadOnlySpan<byte> row);

/// <summary>A file whose rows can be read in any order, by several threads.</summary>
internal sealed class IndexedFile
{
    private const int ExcerptLength = 80;
    private readonly string _path;
    private readonly ByteStore _bytes;
    private readonly RowIndex _index;

    private IndexedFile(string path, ByteStore bytes, RowIndex index)
    {
        _path = path;
        _bytes = bytes;
        _index = index;
    }

    public int Count => _index.Count;

    public static async ValueTask<IndexedFile> OpenAsync(
        string path, RowSyntax syntax, FileSourceOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await OpenBytesAsync(path, options, cancellationToken).ConfigureAwait(false);
            var index = await RowIndex.BuildAsync(path, bytes, syntax, options.MaxRowBytes, cancellationToken)
                .ConfigureAwait(false);
            return new IndexedFile(path, bytes, index);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSourceException(path, null, $"The file cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads and parses a row; whatever the parser throws is reported with file, line and an excerpt.</summary>
    public T Read<T>(int row, RowParser<T> parse)
    {
        var (start, length) = _index[row];
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var bytes = buffer.AsSpan(0, length);
            ReadExactly(bytes, start);
            return Parse(bytes, start, parse);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private T Parse<T>(ReadOnlySpan<byte> bytes, long start, RowParser<T> parse)
    {
        try
        {
            return parse(bytes);
        }
        catch (Exception error) when (error is not (DataSourceException or OperationCanceledException or OutOfMemoryException))
        {
            throw new DataSourceException(_path, _index.LineAt(start), $"{error.Message} The row: {Excerpt(bytes)}", error);
        }
    }

    private void ReadExactly(Span<byte> destination, long offset)
    {
        for (var filled = 0; filled < destination.Length;)
        {
            var read = _bytes.Read(destination[filled..], offset + filled);
            if (read == 0)
                throw new DataSourceException(_path, null, "The file became shorter after it was opened. Open it again.");
            filled += read;
        }
    }

    private static string Excerpt(ReadOnlySpan<byte> row)
    {
        // Four bytes hold any character, so this many hold the excerpt and one more.
        var text = Encoding.UTF8.GetString(row[..Math.Min(row.Length, 4 * (ExcerptLength + 1))]);
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > ExcerptLength ? $"{line[..ExcerptLength]}…" : line;
    }

    private static async ValueTask<ByteStore> OpenBytesAsync(
        string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var file = new FileBytes(File.OpenHandle(path));
        var start = new byte[2];
        var read = await file.ReadAsync(start, 0, cancellationToken).ConfigureAwait(false);
        if (GzipFile.IsGzip(start.AsSpan(0, read)))
            return new MemoryBytes(await GzipFile.UnpackAsync(path, options, cancellationToken).ConfigureAwait(false));
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? throw new DataSourceException(path, null, "The file is named .gz and is not gzip. Rename it, or fetch it again.")
            : file;
    }
}
