using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace ExT5.Data;

/// <summary>
/// Indexes in files, so that a large text file is read through once and opened at once afterwards. One that is for another
/// state of the file, or damaged, counts as none and is made again.
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
        var key = RowIndexHeader.KeyOf(path, length, changed, rows.Kind);
        var place = Path.Combine(options.IndexFolder!, $"{Convert.ToHexStringLower(RowIndexHeader.KeyOf(path, 0, default, rows.Kind).AsSpan(0, 16))}.rows");
        if (TryRead(place, key, options.MaxRowBytes) is { } stored) return stored;
        var index = await rows.FindAsync(path, bytes, options, cancellationToken).ConfigureAwait(false);
        if (DateTime.UtcNow - changed < Settled || File.GetLastWriteTimeUtc(path) != changed) return index;
        Write(place, key, index);
        return TryRead(place, key, options.MaxRowBytes) ?? index;
    }

    private static MappedRowIndex? TryRead(string place, byte[] key, int maxRowBytes)
    {
        if (!File.Exists(place)) return null;
        using var file = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        var head = new byte[RowIndexHeader.Bytes];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || RowIndexHeader.Read(head) is not { } header) return null;
        if (!header.Key.AsSpan().SequenceEqual(key) || header.FileBytes != file.Length || header.Longest > maxRowBytes) return null;
        if (ChecksumOf(file, head) != BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(RowIndexHeader.ChecksumAt))) return null;
        using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedRowIndex(map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), header, GapsOf(file, header));
    }

    private static uint ChecksumOf(FileStream file, byte[] head)
    {
        var crc = RowIndexHeader.Checksum(0, RowIndexHeader.Read(head)!.ToBytes());
        var buffer = new byte[1 << 18];
        for (int read; (read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
            crc = RowIndexHeader.Checksum(crc, buffer.AsSpan(0, read));
        return crc;
    }

    private static Dictionary<int, long> GapsOf(FileStream file, RowIndexHeader header)
    {
        var (gaps, entry) = (new Dictionary<int, long>(), new byte[RowIndexHeader.GapBytes]);
        file.Position = file.Length - (long)header.Gaps * RowIndexHeader.GapBytes;
        using var buffered = new BufferedStream(file, 1 << 16);
        for (var i = 0; i < header.Gaps; i++)
        {
            buffered.ReadExactly(entry);
            gaps[BinaryPrimitives.ReadInt32LittleEndian(entry)] = BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(sizeof(int)));
        }
        return gaps;
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
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteTo(FileStream file, byte[] key, RowIndex index)
    {
        var longest = 0;
        for (var row = 0; row < index.Count; row++) longest = Math.Max(longest, index[row].Length);
        var head = new RowIndexHeader(key, index.Count, longest, index.End, index.LongGaps.Count).ToBytes();
        var crc = RowIndexHeader.Checksum(0, head);
        file.Write(head);
        for (var row = 0; row < index.Count; row++) Add(index.Entry(row));
        Span<byte> entry = stackalloc byte[RowIndexHeader.GapBytes];
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
