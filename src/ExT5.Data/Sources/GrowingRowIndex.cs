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
    private int _badRow = NoRow;

    public override int Count => _count;

    public override long End => _end;

    public override int BadRow => _badRow;

    public override IReadOnlyDictionary<int, long> LongGaps => _longGaps;

    public override void ReadEntries(int first, Span<byte> entries)
    {
        for (var row = first; !entries.IsEmpty; row++, entries = entries[EntryBytes..]) Place(row).CopyTo(entries);
    }

    /// <summary>Adds the next row; it starts where the last one ended or further on.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="isBad">It is known that it cannot be read.</param>
    /// <exception cref="FormatException">There are more rows, or they lie further on, than can be counted.</exception>
    public void Add(long start, long length, bool isBad = false)
    {
        if (start > MaxFileBytes) throw new FormatException($"The file has more than {MaxFileBytes:N0} bytes. Part it.");
        if (_count == int.MaxValue) throw new FormatException($"The file has more than {int.MaxValue:N0} rows. Part it.");
        if (_count > 0) SetGap(_count - 1, start - _end);
        if (_count % ChunkRows == 0) _chunks.Add(new byte[ChunkRows * EntryBytes]);
        if (isBad && _badRow == NoRow) _badRow = _count;
        var entry = Place(_count);
        BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)start);
        entry[4] = (byte)(start >> 32);
        (_end, _count) = (start + length, _count + 1);
    }

    private void SetGap(int row, long gap)
    {
        Place(row)[5] = (byte)Math.Min(gap, LongGap);
        if (gap >= LongGap) _longGaps.Add(row, gap);
    }

    private Span<byte> Place(int row) => _chunks[row / ChunkRows].AsSpan(row % ChunkRows * EntryBytes, EntryBytes);
}
