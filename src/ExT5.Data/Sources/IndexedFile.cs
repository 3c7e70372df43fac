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
    private readonly long _length;
    private readonly RowIndex _index;

    private IndexedFile(string path, ByteStore bytes, RowIndex index)
    {
        _path = path;
        _bytes = bytes;
        _length = bytes.Length;
        _index = index;
    }

    public int Count => _index.Count;

    public static async ValueTask<IndexedFile> OpenAsync(
        string path, RowFinder rows, FileSourceOptions options, CancellationToken cancellationToken) =>
        await ReportedAsync(path, async () =>
        {
            var bytes = await TextBytes.OpenAsync(path, options, cancellationToken).ConfigureAwait(false);
            // What is unpacked is read through anyway.
            var index = options.IndexFolder is not null && bytes is FileBytes
                ? await StoredRowIndex.OpenAsync(path, bytes, rows, options, cancellationToken).ConfigureAwait(false)
                : await rows.FindAsync(path, bytes, options, cancellationToken).ConfigureAwait(false);
            return new IndexedFile(path, bytes, index);
        }).ConfigureAwait(false);

    /// <summary>Reports what goes wrong on the disk with the name of the file.</summary>
    public static async ValueTask<T> ReportedAsync<T>(string path, Func<ValueTask<T>> open)
    {
        try
        {
            return await open().ConfigureAwait(false);
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
        if (length < 0 || start > _length - length)
            throw new DataSourceException(_path, null, "The index of the file is damaged. Delete it and open the file again.");
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var bytes = buffer.AsSpan(0, length);
            if (!_bytes.TryReadExactly(bytes, start))
                throw new DataSourceException(_path, null, "The file became shorter after it was opened. Open it again.");
            return Parse(bytes, start, parse);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>An error about a row, with file, line and an excerpt.</summary>
    public DataSourceException Problem(int row, Exception error) => Read(row, bytes => Problem(bytes, _index[row].Start, error));

    private T Parse<T>(ReadOnlySpan<byte> bytes, long start, RowParser<T> parse)
    {
        try
        {
            return parse(bytes);
        }
        catch (Exception error) when (RowProblem.IsAboutTheRow(error))
        {
            throw Problem(bytes, start, error);
        }
    }

    private DataSourceException Problem(ReadOnlySpan<byte> row, long start, Exception error) =>
        new(_path, LineCount.At(_bytes, start), $"{error.Message} The row: {Excerpt(row)}", error);

    private static string Excerpt(ReadOnlySpan<byte> row)
    {
        // Four bytes hold any character, so this many hold the excerpt and one more.
        var text = Encoding.UTF8.GetString(row[..Math.Min(row.Length, 4 * (ExcerptLength + 1))]);
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > ExcerptLength ? $"{line[..ExcerptLength]}…" : line;
    }
}
