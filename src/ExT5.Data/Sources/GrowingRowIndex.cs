using System.Buffers.Binary;

namespace ExT5.Data;

/// <summary>An index in memory, filled row by row.</summary>
internal sealed class GrowingRowIndex : RowIndex
{
    private const int ChunkRows = 4096;
    private readonly List<byte[]> _chunks = [];
    private readonly Dictionary<int, long> _longGaps = [];
    private int _count;
    private long _end;

    public override int Count => _count;

    public override long End => _end;

    public override IReadOnlyDictionary<int, long> LongGaps => _longGaps;

    public override ReadOnlySpan<byte> Entry(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_count, nameof(row));
        return Place(row);
    }

    /// <summary>Adds the next row; it starts where the last one ended or further on.</summary>
    public void Add(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, MaxFileBytes);
        if (_count > 0) SetGap(_count - 1, start - _end);
        if (_count % ChunkRows == 0) _chunks.Add(new byte[ChunkRows * EntryBytes]);
        var entry = Place(_count);
        BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)start);
        entry[4] = (byte)(start >> 32);
        (_end, _count) = (start + length, checked(_count + 1));
    }

    private void SetGap(int row, long gap)
    {
        Place(row)[5] = (byte)Math.Min(gap, LongGap);
        if (gap >= LongGap) _longGaps.Add(row, gap);
    }

    private Span<byte> Place(int row) => _chunks[row / ChunkRows].AsSpan(row % ChunkRows * EntryBytes, EntryBytes);
}
