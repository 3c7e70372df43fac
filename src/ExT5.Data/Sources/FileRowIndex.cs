namespace ExT5.Data;

/// <summary>An index in a file, of which two entries are read when a row is; a file that changes meanwhile is an error and no more.</summary>
/// <param name="path">The index file, for errors.</param>
/// <param name="bytes">Its bytes.</param>
/// <param name="header">What its header says, after the checks.</param>
/// <param name="longGaps">The gaps that stand in a table of their own.</param>
internal sealed class FileRowIndex(string path, ByteStore bytes, RowIndexHeader header, IReadOnlyDictionary<int, long> longGaps) : RowIndex
{
    public override int Count => header.Count;

    public override long End => header.End;

    public override int BadRow => header.BadRow;

    public override IReadOnlyDictionary<int, long> LongGaps => longGaps;

    public override void ReadEntries(int first, Span<byte> entries)
    {
        if (!bytes.TryReadExactly(entries, RowIndexHeader.Bytes + (long)first * EntryBytes))
            throw new DataSourceException(path, null, "The index became shorter after it was opened. Open the data again, and let nothing else write to IndexFolder.");
    }
}
