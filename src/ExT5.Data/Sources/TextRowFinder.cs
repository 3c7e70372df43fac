using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>
/// Finds rows that end in line ends. A row that is too long, malformed or not UTF-8 is a row like the others here, and an error when it is
/// read, so that it costs no other row.
/// </summary>
internal sealed class TextRowFinder(RowSyntax syntax) : RowFinder
{
    public override string Kind => syntax.Kind;

    public override async ValueTask<RowIndex> FindAsync(
        string path, ByteStore bytes, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var pass = new Pass(bytes, syntax, options.MaxRowBytes);
        var position = await ByteOrderMarkAsync(bytes, cancellationToken).ConfigureAwait(false);
        try
        {
            await pass.RunAsync(position, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException error)
        {
            throw new DataSourceException(path, LineCount.At(bytes, pass.Place), error.Message, error);
        }
        return pass.Index;
    }

    private sealed class Pass(ByteStore bytes, RowSyntax syntax, int maxRowBytes)
    {
        private const int FirstBuffer = 1 << 18;

        // Two bytes may end the longest row.
        private readonly long _longest = maxRowBytes + 2L;
        private int _fields;

        public GrowingRowIndex Index { get; } = new();

        /// <summary>Where the row lies that could not be passed.</summary>
        public long Place { get; private set; }

        public async ValueTask RunAsync(long position, CancellationToken cancellationToken)
        {
            var buffer = new byte[FirstBuffer];
            for (var filled = 0; ;)
            {
                var read = await bytes.ReadAsync(buffer.AsMemory(filled), position + filled, cancellationToken)
                    .ConfigureAwait(false);
                filled += read;
                var taken = TakeRows(buffer.AsSpan(0, filled), position, isEnd: read == 0);
                if (read == 0) return;
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                position += taken;
                filled -= taken;
                if (filled > _longest) (position, filled) = (await PassOverAsync(buffer, position, cancellationToken).ConfigureAwait(false), 0);
                else if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * filled, Array.MaxLength));
            }
        }

        private int TakeRows(ReadOnlySpan<byte> rows, long position, bool isEnd)
        {
            var start = 0;
            while (start < rows.Length)
            {
                Place = position + start;
                var rest = rows[start..];
                var length = syntax.EndOf(rest, isEnd, _fields, out var isBad);
                if (length < 0 && (isEnd ? IsOpen(rest) : rest.Length > _longest))
                {
                    (length, isBad) = (syntax.EndOfBadLine(rest, isEnd, _fields), true);
                    if (length < 0 && isEnd) throw NotClosed();
                }
                if (length < 0 && !isEnd) break;
                if (length < 0) length = rest.Length;
                Add(rest[..length], isBad);
                start += length + (length < rest.Length ? LineEnd.LengthAt(rest, length) : 0);
            }
            return start;
        }

        private void Add(ReadOnlySpan<byte> row, bool isBad)
        {
            if (syntax.IsBlank(row)) return;
            isBad |= row.Length > maxRowBytes || !Utf8.IsValid(row);
            if (_fields == 0 && !isBad) _fields = syntax.FieldsOf(row);
            Index.Add(Place, row.Length, isBad);
        }

        // A row longer than allowed is followed to its end, not held in memory.
        private async ValueTask<long> PassOverAsync(byte[] buffer, long start, CancellationToken cancellationToken)
        {
            var scan = syntax.Scan();
            Place = start;
            for (var place = start; ;)
            {
                var read = await bytes.ReadAsync(buffer, place, cancellationToken).ConfigureAwait(false);
                if (read == 0 && scan.IsOpen) throw NotClosed();
                var end = scan.EndIn(buffer.AsSpan(0, read));
                if (end < 0 && read > 0)
                {
                    place += read;
                    continue;
                }

                place += Math.Max(0, end);
                Index.Add(start, place - start, isBad: true);
                if (read == 0) return place;
                var next = new byte[2];
                return place + LineEnd.LengthAt(next.AsSpan(0, bytes.ReadAtMost(next, place)), 0);
            }
        }

        private bool IsOpen(ReadOnlySpan<byte> row)
        {
            var scan = syntax.Scan();
            scan.EndIn(row);
            return scan.IsOpen;
        }

        private static FormatException NotClosed() => new(
            "The row that starts here opens a quote that is not closed before the file ends, and it cannot be told which line the next row starts on. Close the quote.");
    }
}
