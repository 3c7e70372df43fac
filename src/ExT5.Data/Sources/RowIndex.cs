using System.Buffers.Binary;

namespace ExT5.Data;

/// <summary>
/// Where each row of a file starts and how long it is, in 6 bytes a row: 5 for the start, 1 for the gap between its end
/// and the next start (line end and blank lines). Gaps that do not fit stand in a table of their own.
/// </summary>
internal abstract class RowIndex
{
    /// <summary>Bytes of a row in the index.</summary>
    public const int EntryBytes = 6;

    /// <summary>A place in a file must fit 5 bytes.</summary>
    public const long MaxFileBytes = (1L << 40) - 1;

    /// <summary>Stands for a row that is not there.</summary>
    public const int NoRow = -1;

    protected const byte LongGap = byte.MaxValue;

    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Where the last row ends.</summary>
    public abstract long End { get; }

    /// <summary>A row that was bad when the index was made; <see cref="NoRow"/> when none was.</summary>
    public abstract int BadRow { get; }

    /// <summary>Gaps of <see cref="LongGap"/> and more by row.</summary>
    public abstract IReadOnlyDictionary<int, long> LongGaps { get; }

    public (long Start, long Length) this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
            Span<byte> entries = stackalloc byte[2 * EntryBytes];
            var isLast = row == Count - 1;
            ReadEntries(row, isLast ? entries[..EntryBytes] : entries);
            var start = StartIn(entries);
            if (isLast) return (start, End - start);
            var gap = entries[5] == LongGap ? LongGaps.GetValueOrDefault(row) : entries[5];
            return (start, StartIn(entries[EntryBytes..]) - gap - start);
        }
    }

    /// <summary>Reads the bytes of rows that follow each other.</summary>
    public abstract void ReadEntries(int first, Span<byte> entries);

    private static long StartIn(ReadOnlySpan<byte> entry) =>
        BinaryPrimitives.ReadUInt32LittleEndian(entry) | (long)entry[4] << 32;
}
