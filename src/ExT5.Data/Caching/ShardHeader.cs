using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ExT5.Data;

/// <summary>
/// The first 128 bytes of a shard, which also say where everything else is: header, table of where each text begins, ids,
/// hashes of the blocks of both. Little-endian. docs/caching.md has the table.
/// </summary>
/// <param name="IdBytes">2 when the vocabulary's ids fit, else 4.</param>
/// <param name="Texts">Texts a row: 1 (a document) or 2 (input and target).</param>
/// <param name="VocabularySize">Ids are below it.</param>
/// <param name="FirstRow">Row of the split that comes first.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Ids">Number of ids of all texts.</param>
/// <param name="InputCharacters">UTF-16 units of all inputs.</param>
/// <param name="TargetCharacters">UTF-16 units of all targets.</param>
/// <param name="Key">SHA-256 of what the split was made from, in hexadecimal.</param>
internal sealed record ShardHeader(
    int IdBytes, int Texts, int VocabularySize, long FirstRow, long Rows, long Ids, long InputCharacters, long TargetCharacters, string Key)
{
    public const int Bytes = 128, HashBytes = SHA256.HashSizeInBytes, BlockBytes = 1 << 20, TableStart = Bytes;
    private const int Format = 1, FieldBytes = Bytes - HashBytes;

    public long TableBytes => sizeof(long) * (Rows * Texts + 1);

    public long IdsStart => TableStart + TableBytes;

    public long IdBytesTotal => Ids * IdBytes;

    public long HashesStart => IdsStart + IdBytesTotal;

    public long HashesBytes => HashBytes * (BlocksOf(TableBytes) + BlocksOf(IdBytesTotal));

    public long FileBytes => HashesStart + HashesBytes;

    public static int IdBytesFor(int vocabularySize) => vocabularySize <= ushort.MaxValue + 1 ? sizeof(ushort) : sizeof(int);

    public static long BlocksOf(long bytes) => (bytes + BlockBytes - 1) / BlockBytes;

    /// <summary>The header as bytes, with the checksum of itself and of the hashes of all blocks: that of the shard.</summary>
    public byte[] Seal(ReadOnlySpan<byte> hashes)
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        Put(bytes, 8, Format);
        Put(bytes, 12, IdBytes);
        Put(bytes, 16, Texts);
        Put(bytes, 20, VocabularySize);
        Put(bytes, 24, FirstRow);
        Put(bytes, 32, Rows);
        Put(bytes, 40, Ids);
        Put(bytes, 48, InputCharacters);
        Put(bytes, 56, TargetCharacters);
        Convert.FromHexString(Key).CopyTo(bytes, 64);
        Checksum(bytes, hashes).CopyTo(bytes.AsSpan(FieldBytes));
        return bytes;
    }

    /// <summary>Reads a header that fits a file of so many bytes; counts that do not are refused before anything is allocated for them.</summary>
    /// <exception cref="CacheException">It is no header, of another format, or its counts do not give the file's length.</exception>
    public static ShardHeader Read(ReadOnlySpan<byte> bytes, long fileBytes, string path)
    {
        if (bytes.Length < Bytes)
            throw new CacheException($"'{path}' has {fileBytes:N0} bytes, fewer than the header of a shard. Remove it and write this shard again.");
        if (!bytes.StartsWith(Magic)) throw new CacheException($"'{path}' is no shard of a token cache: it starts with other bytes.");
        if (Int32(bytes, 8) != Format)
            throw new CacheException($"'{path}' has format {Int32(bytes, 8)}; this version reads {Format}. Write the cache again.");
        var header = new ShardHeader(
            Int32(bytes, 12), Int32(bytes, 16), Int32(bytes, 20), Int64(bytes, 24), Int64(bytes, 32), Int64(bytes, 40),
            Int64(bytes, 48), Int64(bytes, 56), Convert.ToHexStringLower(bytes.Slice(64, HashBytes)));
        if (!header.IsPossible(fileBytes))
            throw new CacheException(
                $"'{path}' has {fileBytes:N0} bytes, which its header ({header.Rows:N0} rows, {header.Ids:N0} ids of {header.IdBytes} bytes) "
                + "does not give: it was cut or damaged. Remove it and write this shard again.");
        return header;
    }

    /// <summary>The checksum that a sealed header holds, in hexadecimal.</summary>
    public static string ChecksumIn(ReadOnlySpan<byte> header) => Convert.ToHexStringLower(header[FieldBytes..]);

    /// <summary>True when the header and the hashes are those that were sealed together.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> header, ReadOnlySpan<byte> hashes) =>
        header[FieldBytes..].SequenceEqual(Checksum(header, hashes));

    private static ReadOnlySpan<byte> Magic => "ExT5ids\0"u8;

    // Counts up to the file's length cannot overflow what is computed from them.
    private bool IsPossible(long fileBytes) =>
        IdBytes is sizeof(ushort) or sizeof(int) && Texts is 1 or 2 && VocabularySize > 0 && IdBytes == IdBytesFor(VocabularySize)
        && FirstRow >= 0 && InputCharacters >= 0 && TargetCharacters >= 0
        && Rows >= 0 && Rows <= fileBytes && Rows <= int.MaxValue && Ids >= 0 && Ids <= fileBytes && FileBytes == fileBytes;

    private static byte[] Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> hashes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header[..FieldBytes]);
        hash.AppendData(hashes);
        return hash.GetHashAndReset();
    }

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);

    private static void Put(byte[] bytes, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);

    private static int Int32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
