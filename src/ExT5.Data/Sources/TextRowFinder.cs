using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>Finds rows that end in line feeds and checks that they are UTF-8.</summary>
internal sealed class TextRowFinder(RowSyntax syntax) : RowFinder
{
    public override string Kind => syntax.Kind;

    public override async ValueTask<RowIndex> FindAsync(
        string path, ByteStore bytes, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var pass = new Pass(path, bytes, syntax, options.MaxRowBytes);
        await pass.RunAsync(await ByteOrderMarkAsync(bytes, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        return pass.Index;
    }

    private sealed class Pass(string path, ByteStore bytes, RowSyntax syntax, int maxRowBytes)
    {
        private const int FirstBuffer = 1 << 18;

        public GrowingRowIndex Index { get; } = new();

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
                // The longest row may have a carriage return behind it; what goes on beyond that is too long.
                if (filled > maxRowBytes + 1L) throw TooLong(position);
                if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * filled, Array.MaxLength));
            }
        }

        private int TakeRows(ReadOnlySpan<byte> rows, long position, bool isEnd)
        {
            var start = 0;
            while (start < rows.Length)
            {
                var length = syntax.EndOf(rows[start..]);
                if (length < 0 && !isEnd) break;
                if (length < 0 && syntax.ProblemAtEndOfFile(rows[start..]) is { } problem)
                    throw new DataSourceException(path, LineCount.At(bytes, position + start), problem);
                if (length < 0) length = rows.Length - start;
                Add(rows.Slice(start, length), position + start);
                start = Math.Min(start + length + 1, rows.Length);
            }
            return start;
        }

        private void Add(ReadOnlySpan<byte> row, long start)
        {
            if (row.EndsWith("\r"u8)) row = row[..^1];
            if (syntax.IsBlank(row)) return;
            if (row.Length > maxRowBytes) throw TooLong(start);
            if (!Utf8.IsValid(row))
                throw new DataSourceException(path, LineCount.At(bytes, start),
                    "The row is not valid UTF-8. Convert the file to UTF-8, or say what it is in with " +
                    "FileSourceOptions.Encoding, for example Encoding.Latin1.");
            Index.Add(start, row.Length);
        }

        private DataSourceException TooLong(long start) => new(path, LineCount.At(bytes, start),
            $"The row that starts here has more than {maxRowBytes:N0} bytes. " +
            "Raise MaxRowBytes, or look for a quote that is not closed.");
    }
}
