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

    protected const byte LongGap = byte.MaxValue;

    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Where the last row ends.</summary>
    public abstract long End { get; }

    /// <summary>Gaps of <see cref="LongGap"/> and more by row.</summary>
    public abstract IReadOnlyDictionary<int, long> LongGaps { get; }

    public (long Start, int Length) this[int row]
    {
        get
        {
            var entry = Entry(row);
            var start = StartIn(entry);
            if (row == Count - 1) return (start, checked((int)(End - start)));
            var gap = entry[5] == LongGap ? LongGaps.GetValueOrDefault(row) : entry[5];
            return (start, checked((int)(StartIn(Entry(row + 1)) - gap - start)));
        }
    }

    /// <summary>The bytes of a row.</summary>
    public abstract ReadOnlySpan<byte> Entry(int row);

    private static long StartIn(ReadOnlySpan<byte> entry) =>
        BinaryPrimitives.ReadUInt32LittleEndian(entry) | (long)entry[4] << 32;
}
