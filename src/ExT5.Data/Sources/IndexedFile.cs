using System.Buffers;
using System.Text;
using System.Text.Unicode;

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
    private readonly FileSourceOptions _options;

    private IndexedFile(string path, ByteStore bytes, RowIndex index, FileSourceOptions options)
    {
        _options = options;
        _path = path;
        _bytes = bytes;
        _length = bytes.Length;
        _index = index;
    }

    public int Count => _index.Count;

    /// <summary>A row that was bad when the file was indexed; <see cref="RowIndex.NoRow"/> when none was.</summary>
    public int BadRow => _index.BadRow;

    public static async ValueTask<IndexedFile> OpenAsync(
        string path, RowFinder rows, FileSourceOptions options, CancellationToken cancellationToken) =>
        await ReportedAsync(path, async () => await OpenAsync(
            path, await TextBytes.OpenAsync(path, options, cancellationToken).ConfigureAwait(false), rows, options, cancellationToken)
            .ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Opens a file whose bytes are open already.</summary>
    public static async ValueTask<IndexedFile> OpenAsync(
        string path, ByteStore bytes, RowFinder rows, FileSourceOptions options, CancellationToken cancellationToken) =>
        await ReportedAsync(path, async () =>
        {
            // What is unpacked is read through anyway.
            var index = options.IndexFolder is not null && bytes is FileBytes
                ? await StoredRowIndex.OpenAsync(path, bytes, rows, options, cancellationToken).ConfigureAwait(false)
                : await rows.FindAsync(path, bytes, options, cancellationToken).ConfigureAwait(false);
            return new IndexedFile(path, bytes, index, options);
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

    /// <summary>Reads and parses a row; whatever is wrong with it or the parser throws is reported with file, line and an excerpt.</summary>
    public T Read<T>(int row, RowParser<T> parse)
    {
        var (start, length) = PlaceOf(row);
        if (length > _options.MaxRowBytes)
            throw Problem(row, new FormatException(
                $"The row has {length:N0} bytes, more than {_options.MaxRowBytes:N0}. Raise MaxRowBytes if it is right."));
        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var bytes = buffer.AsSpan(0, (int)length);
            if (!_bytes.TryReadExactly(bytes, start)) throw BecameShorter();
            if (!Utf8.IsValid(bytes)) throw Problem(row, NotText());
            return Parse(row, bytes, parse);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>An error about a row, with file, line and an excerpt.</summary>
    public DataSourceException Problem(int row, Exception error)
    {
        var (start, length) = PlaceOf(row);
        // Four bytes hold any character, so this many hold the excerpt and one more.
        var bytes = new byte[Math.Min(length, 4 * (ExcerptLength + 1))];
        if (!_bytes.TryReadExactly(bytes, start)) return BecameShorter();
        return new(_path, LineCount.At(_bytes, start), $"{error.Message} The row: {Excerpt(bytes)}", error);
    }

    private (long Start, long Length) PlaceOf(int row)
    {
        var (start, length) = _index[row];
        return length < 0 || start > _length - length
            ? throw new DataSourceException(_path, null, "The index of the file is damaged. Delete it and open the file again.")
            : (start, length);
    }

    private T Parse<T>(int row, ReadOnlySpan<byte> bytes, RowParser<T> parse)
    {
        try
        {
            return parse(bytes);
        }
        catch (Exception error) when (RowProblem.IsAboutTheRow(error))
        {
            throw Problem(row, error);
        }
    }

    private DataSourceException BecameShorter() => new(_path, null, "The file became shorter after it was opened. Open it again.");

    private FormatException NotText() => new(_options.Encoding is null or UTF8Encoding
        ? "The row is not valid UTF-8. Convert the file to UTF-8, or say what it is in with FileSourceOptions.Encoding, for example Encoding.Latin1."
        : $"The row holds bytes that {_options.Encoding.WebName} does not have. Mend the row, or say what the file is in with FileSourceOptions.Encoding.");

    private static string Excerpt(ReadOnlySpan<byte> row)
    {
        var text = Encoding.UTF8.GetString(row);
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > ExcerptLength ? $"{line[..ExcerptLength]}…" : line;
    }
}
