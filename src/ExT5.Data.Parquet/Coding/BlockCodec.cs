using System.Buffers.Binary;
using System.IO.Compression;

namespace ExT5.Data.Parquet;

/// <summary>Unpacks blocks whose unpacked length is known; more or less coming out is an error.</summary>
internal static class BlockCodec
{
    /// <summary>Unpacks a page; codecs are numbered as Parquet does.</summary>
    public static void Unpack(int codec, ReadOnlySpan<byte> packed, Span<byte> into)
    {
        switch (codec)
        {
            case 0: Copy(packed, into); break;
            case 1: Snappy.Unpack(packed, into); break;
            case 2: Whole(new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress), into); break;
            case 4: Whole(new BrotliStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress), into); break;
            case 5: HadoopLz4(packed, into); break;
            case 6: Zstd(packed, into); break;
            case 7: Exactly(Lz4.Unpack(packed, into, 0), into); break;
            default: throw new FormatException($"The codec {codec} is not known; gzip, snappy, brotli, LZ4 and zstd are.");
        }
    }

    public static void Zstd(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        using var zstd = new ZstdSharp.Decompressor();
        Exactly(zstd.Unwrap(packed, into), into);
    }

    private static void Copy(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        Exactly(packed.Length, into);
        packed.CopyTo(into);
    }

    private static void Whole(Stream unpacking, Span<byte> into)
    {
        using (unpacking)
            if (unpacking.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) < into.Length || unpacking.ReadByte() >= 0)
                throw WrongLength();
    }

    // The older LZ4 of Parquet: blocks with their unpacked and packed lengths before them, as Hadoop writes, or a bare block.
    private static void HadoopLz4(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        var source = packed;
        var filled = 0;
        while (source.Length >= 8 && filled < into.Length)
        {
            var (unpackedLength, packedLength) = (BinaryPrimitives.ReadUInt32BigEndian(source), BinaryPrimitives.ReadUInt32BigEndian(source[4..]));
            if (unpackedLength > into.Length - filled || packedLength > source.Length - 8) break;
            var block = into.Slice(filled, (int)unpackedLength);
            if (Lz4.Unpack(source.Slice(8, (int)packedLength), block, 0) != block.Length) throw WrongLength();
            source = source[(8 + (int)packedLength)..];
            filled += block.Length;
        }
        if (filled == 0) Exactly(Lz4.Unpack(packed, into, 0), into);
        else Exactly(filled, into);
    }

    private static void Exactly(int length, Span<byte> into)
    {
        if (length != into.Length) throw WrongLength();
    }

    private static FormatException WrongLength() => new("A packed part unpacks to another length than its header says.");
}
