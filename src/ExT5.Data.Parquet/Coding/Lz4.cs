using System.Buffers.Binary;

namespace ExT5.Data.Parquet;

/// <summary>Unpacks LZ4 blocks and frames (lz4_Block_format.md and lz4_Frame_format.md).</summary>
internal static class Lz4
{
    /// <summary>Unpacks a block behind what is there already; returns where it ends.</summary>
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> into, int filled)
    {
        for (var place = 0; place < packed.Length;)
        {
            var token = packed[place++];
            var literals = Length(packed, ref place, token >> 4);
            if (literals > packed.Length - place || literals > into.Length - filled) throw Damaged();
            packed.Slice(place, literals).CopyTo(into[filled..]);
            (place, filled) = (place + literals, filled + literals);
            if (place == packed.Length) return filled;
            if (packed.Length - place < 2) throw Damaged();
            var distance = BinaryPrimitives.ReadUInt16LittleEndian(packed[place..]);
            place += 2;
            var count = Length(packed, ref place, token & 15) + 4;
            if (distance == 0 || distance > filled || count > into.Length - filled) throw Damaged();
            CopyWithin(into, filled, distance, count);
            filled += count;
        }
        return filled;
    }

    /// <summary>Unpacks a frame; checksums are left to the file around it.</summary>
    public static void UnpackFrame(ReadOnlySpan<byte> frame, Span<byte> into)
    {
        if (frame.Length < 7 || BinaryPrimitives.ReadUInt32LittleEndian(frame) != 0x184D2204 || frame[4] >> 6 != 1) throw Damaged();
        var flags = frame[4];
        var place = 7 + ((flags & 8) != 0 ? 8 : 0) + ((flags & 1) != 0 ? 4 : 0);
        for (var filled = 0; ;)
        {
            if (frame.Length - place < 4) throw Damaged();
            var size = BinaryPrimitives.ReadUInt32LittleEndian(frame[place..]);
            place += 4;
            if (size == 0) { if (filled != into.Length) throw Damaged(); return; }
            var length = size & 0x7FFFFFFF;
            if (length > frame.Length - place) throw Damaged();
            var block = frame.Slice(place, (int)length);
            filled = size == length ? Unpack(block, into, filled) : Stored(block, into, filled);
            place += (int)length + ((flags & 16) != 0 ? 4 : 0);
        }
    }

    /// <summary>Copies bytes from some distance back; those copied may be copied again.</summary>
    public static void CopyWithin(Span<byte> bytes, int to, int distance, int count)
    {
        if (distance >= count) bytes.Slice(to - distance, count).CopyTo(bytes[to..]);
        else for (var i = 0; i < count; i++) bytes[to + i] = bytes[to + i - distance];
    }

    private static int Stored(ReadOnlySpan<byte> block, Span<byte> into, int filled)
    {
        if (block.Length > into.Length - filled) throw Damaged();
        block.CopyTo(into[filled..]);
        return filled + block.Length;
    }

    private static int Length(ReadOnlySpan<byte> packed, ref int place, int length)
    {
        if (length < 15) return length;
        for (byte part = 255; part == 255; length = checked(length + part))
            part = place < packed.Length ? packed[place++] : throw Damaged();
        return length;
    }

    private static FormatException Damaged() => new("An LZ4 block is damaged.");
}
