using System.Buffers.Binary;

namespace ExT5.Data;

/// <summary>
/// Indexes in files, so that a large text file is read through once and opened at once afterwards. One that is for another
/// state of the file, or damaged, counts as none and is made again; where the folder cannot be written, as on a read-only disk, it is kept in
/// memory.
/// </summary>
internal static class StoredRowIndex
{
    // A file may change again within one tick of its time stamp, which is as coarse as this on some file systems.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>The index of a file, from the folder or made now and put there.</summary>
    public static async ValueTask<RowIndex> OpenAsync(
        string path, ByteStore bytes, RowFinder rows, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var (length, changed) = (bytes.Length, File.GetLastWriteTimeUtc(path));
        // A row may be bad for its length, so that the limit belongs to the key.
        var kind = $"{rows.Kind}, rows up to {options.MaxRowBytes}";
        var key = RowIndexHeader.KeyOf(path, length, changed, kind);
        var place = Path.Combine(options.IndexFolder!, $"{Convert.ToHexStringLower(RowIndexHeader.KeyOf(path, 0, default, rows.Kind).AsSpan(0, 16))}.rows");
        if (TryRead(place, key) is { } stored) return stored;
        var index = await rows.FindAsync(path, bytes, options, cancellationToken).ConfigureAwait(false);
        if (DateTime.UtcNow - changed < Settled || File.GetLastWriteTimeUtc(path) != changed) return index;
        return TryWrite(place, key, index) ? TryRead(place, key) ?? index : index;
    }

    private static FileRowIndex? TryRead(string place, byte[] key)
    {
        try
        {
            if (!File.Exists(place) || FileKind.OtherThanFile(place) is not null) return null;
            var handle = File.OpenHandle(place, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return Read(place, new FileBytes(handle), key);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileRowIndex? Read(string place, FileBytes file, byte[] key)
    {
        var head = new byte[RowIndexHeader.Bytes];
        if (!file.TryReadExactly(head, 0) || RowIndexHeader.Read(head) is not { } header) return null;
        if (!header.Key.AsSpan().SequenceEqual(key) || header.FileBytes != file.Length) return null;
        if (ChecksumOf(file, header) != BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(RowIndexHeader.ChecksumAt))) return null;
        return new FileRowIndex(place, file, header, GapsOf(file, header));
    }

    private static uint ChecksumOf(FileBytes file, RowIndexHeader header)
    {
        var crc = RowIndexHeader.Checksum(0, header.ToBytes());
        var buffer = new byte[1 << 18];
        long place = RowIndexHeader.Bytes;
        for (int read; (read = file.ReadAtMost(buffer, place)) > 0; place += read)
            crc = RowIndexHeader.Checksum(crc, buffer.AsSpan(0, read));
        return crc;
    }

    private static Dictionary<int, long> GapsOf(FileBytes file, RowIndexHeader header)
    {
        var (gaps, entry) = (new Dictionary<int, long>(), new byte[RowIndexHeader.GapBytes]);
        using var stream = new BufferedStream(new ByteStoreStream(file, header.FileBytes - (long)header.Gaps * RowIndexHeader.GapBytes), 1 << 16);
        for (var i = 0; i < header.Gaps; i++)
        {
            stream.ReadExactly(entry);
            gaps[BinaryPrimitives.ReadInt32LittleEndian(entry)] = BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(sizeof(int)));
        }
        return gaps;
    }

    private static bool TryWrite(string place, byte[] key, RowIndex index)
    {
        try
        {
            Write(place, key, index);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Write(string place, byte[] key, RowIndex index)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        var temporary = $"{place}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16)) WriteTo(file, key, index);
            File.Move(temporary, place, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void WriteTo(FileStream file, byte[] key, RowIndex index)
    {
        var head = new RowIndexHeader(key, index.Count, index.End, index.LongGaps.Count, index.BadRow).ToBytes();
        var crc = RowIndexHeader.Checksum(0, head);
        file.Write(head);
        Span<byte> entry = stackalloc byte[RowIndexHeader.GapBytes];
        for (var row = 0; row < index.Count; row++)
        {
            index.ReadEntries(row, entry[..RowIndex.EntryBytes]);
            Add(entry[..RowIndex.EntryBytes]);
        }
        foreach (var (row, gap) in index.LongGaps)
        {
            BinaryPrimitives.WriteInt32LittleEndian(entry, row);
            BinaryPrimitives.WriteInt64LittleEndian(entry[sizeof(int)..], gap);
            Add(entry);
        }
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(RowIndexHeader.ChecksumAt), crc);
        file.Position = 0;
        file.Write(head);

        void Add(ReadOnlySpan<byte> bytes)
        {
            crc = RowIndexHeader.Checksum(crc, bytes);
            file.Write(bytes);
        }
    }
}
