using System.IO.MemoryMappedFiles;

namespace ExT5.Data;

/// <summary>An index in a file that is mapped into memory; it is checked before it is used.</summary>
internal sealed unsafe class MappedRowIndex : RowIndex
{
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _entries;

    /// <param name="view">The file; it is disposed of when nothing reads the index any more.</param>
    /// <param name="header">What its header says, after the checks.</param>
    /// <param name="longGaps">The gaps that stand in a table of their own.</param>
    public MappedRowIndex(MemoryMappedViewAccessor view, RowIndexHeader header, IReadOnlyDictionary<int, long> longGaps)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _entries = start + view.PointerOffset + RowIndexHeader.Bytes;
        (_view, Count, End, LongGaps) = (view, header.Count, header.End, longGaps);
    }

    ~MappedRowIndex() => _view.SafeMemoryMappedViewHandle.ReleasePointer();

    public override int Count { get; }

    public override long End { get; }

    public override IReadOnlyDictionary<int, long> LongGaps { get; }

    public override ReadOnlySpan<byte> Entry(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        var entry = new ReadOnlySpan<byte>(_entries + (long)row * EntryBytes, EntryBytes);
        GC.KeepAlive(_view);
        return entry;
    }
}
