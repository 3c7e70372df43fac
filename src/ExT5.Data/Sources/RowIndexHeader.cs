using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ExT5.Data;

/// <summary>The head of an index file: for which file and syntax it is, how much it holds, and a checksum of it all.</summary>
/// <param name="Key">Tells file, length, time of the last change and syntax.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="End">Where the last row ends.</param>
/// <param name="Gaps">Number of gaps that stand in a table of their own.</param>
/// <param name="BadRow">A row that was bad when the index was made; <see cref="RowIndex.NoRow"/> when none was.</param>
internal sealed record RowIndexHeader(byte[] Key, int Count, long End, int Gaps, int BadRow)
{
    /// <summary>Length of the head.</summary>
    public const int Bytes = 64;

    /// <summary>Length of a gap in the table.</summary>
    public const int GapBytes = sizeof(int) + sizeof(long);

    /// <summary>Place of the checksum.</summary>
    public const int ChecksumAt = 60;

    private static ReadOnlySpan<byte> Magic => "ExT5row2"u8;

    /// <summary>Length of the whole index file.</summary>
    public long FileBytes => Bytes + (long)Count * RowIndex.EntryBytes + (long)Gaps * GapBytes;

    public static byte[] KeyOf(string path, long length, DateTime changed, string kind) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\n{length}\n{changed.Ticks}\n{kind}"));

    /// <summary>CRC-32C, going on from an earlier one.</summary>
    public static uint Checksum(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var unit in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, unit);
        return crc;
    }

    /// <summary>Writes the head with a checksum of zero.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        Key.CopyTo(bytes, 8);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(44), BadRow);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), End);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(56), Gaps);
        return bytes;
    }

    /// <summary>Reads a head; null when it is none of this version.</summary>
    public static RowIndexHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Bytes || !bytes.StartsWith(Magic)) return null;
        var header = new RowIndexHeader(
            bytes[8..40].ToArray(), BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[56..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[44..]));
        return header is { Count: >= 0, End: >= 0, Gaps: >= 0, BadRow: >= RowIndex.NoRow } && header.BadRow < header.Count && header.Gaps <= header.Count
            ? header
            : null;
    }
}
