using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>Where each row of a file starts and how long it is; made in one pass that also checks the UTF-8.</summary>
internal sealed class RowIndex
{
    private const int FirstBuffer = 1 << 18;
    private readonly List<long> _starts = [];
    private readonly List<int> _lengths = [];
    private readonly string _path;
    private readonly ByteStore _bytes;
    private readonly RowSyntax _syntax;
    private readonly int _maxRowBytes;

    private RowIndex(string path, ByteStore bytes, RowSyntax syntax, int maxRowBytes)
    {
        _path = path;
        _bytes = bytes;
        _syntax = syntax;
        _maxRowBytes = maxRowBytes;
    }

    public int Count => _starts.Count;

    public static async ValueTask<RowIndex> BuildAsync(
        string path, ByteStore bytes, RowSyntax syntax, int maxRowBytes, CancellationToken cancellationToken)
    {
        var index = new RowIndex(path, bytes, syntax, maxRowBytes);
        await index.FillAsync(cancellationToken).ConfigureAwait(false);
        return index;
    }

    public (long Start, int Length) this[int row] => (_starts[row], _lengths[row]);

    /// <summary>The line, from 1, on which a place in the file lies.</summary>
    public long LineAt(long offset)
    {
        var buffer = new byte[FirstBuffer];
        var line = 1L;
        for (long position = 0; position < offset;)
        {
            var read = _bytes.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - position)), position);
            if (read == 0) break;
            line += buffer.AsSpan(0, read).Count((byte)'\n');
            position += read;
        }
        return line;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBuffer];
        var position = await StartAsync(buffer, cancellationToken).ConfigureAwait(false);
        for (var filled = 0; ;)
        {
            var read = await _bytes.ReadAsync(buffer.AsMemory(filled), position + filled, cancellationToken)
                .ConfigureAwait(false);
            filled += read;
            var taken = TakeRows(buffer.AsSpan(0, filled), position, isEnd: read == 0);
            if (read == 0) return;
            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            position += taken;
            filled -= taken;
            // The longest row may have a carriage return behind it; what goes on beyond that is too long.
            if (filled > _maxRowBytes + 1L) throw TooLong(position);
            if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * filled, Array.MaxLength));
        }
    }

    // A byte order mark may stand at the start.
    private async ValueTask<long> StartAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await _bytes.ReadAsync(buffer, 0, cancellationToken).ConfigureAwait(false);
        return buffer.Span[..read].StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
    }

    private int TakeRows(ReadOnlySpan<byte> bytes, long position, bool isEnd)
    {
        var start = 0;
        while (start < bytes.Length)
        {
            var length = _syntax.EndOf(bytes[start..]);
            if (length < 0 && !isEnd) break;
            if (length < 0 && _syntax.ProblemAtEndOfFile(bytes[start..]) is { } problem)
                throw new DataSourceException(_path, LineAt(position + start), problem);
            if (length < 0) length = bytes.Length - start;
            Add(bytes.Slice(start, length), position + start);
            start = Math.Min(start + length + 1, bytes.Length);
        }
        return start;
    }

    private void Add(ReadOnlySpan<byte> row, long start)
    {
        if (row.EndsWith("\r"u8)) row = row[..^1];
        if (_syntax.IsBlank(row)) return;
        if (row.Length > _maxRowBytes) throw TooLong(start);
        if (!Utf8.IsValid(row))
            throw new DataSourceException(_path, LineAt(start),
                "The row is not valid UTF-8. Convert the file to UTF-8; it may be in Latin-1 or Windows-1252.");
        _starts.Add(start);
        _lengths.Add(row.Length);
    }

    private DataSourceException TooLong(long start) => new(_path, LineAt(start),
        $"The row that starts here has more than {_maxRowBytes:N0} bytes. " +
        "Raise MaxRowBytes, or look for a quote that is not closed.");
}
