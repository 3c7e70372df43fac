using System.Buffers.Binary;

namespace ExT5.Data.Parquet;

/// <summary>Bytes of a column: a range of the file, read when they are asked for, or bytes unpacked.</summary>
internal readonly struct ArrowBuffer(ByteStore bytes, long start, long length)
{
    public long Length => length;

    public void Read(long offset, Span<byte> into)
    {
        if (offset < 0 || offset > length - into.Length) throw new FormatException("A value is said to lie outside of its column.");
        if (!bytes.TryReadExactly(into, start + offset)) throw new FormatException("The file became shorter after it was opened.");
    }

    public byte[] Read(long offset, long count)
    {
        if (count < 0 || count > length || count > Array.MaxLength) throw new FormatException("A value is said to be longer than its column.");
        var value = new byte[count];
        Read(offset, value);
        return value;
    }

    public bool Bit(long place)
    {
        Span<byte> one = stackalloc byte[1];
        Read(place >> 3, one);
        return (one[0] >> (int)(place & 7) & 1) != 0;
    }

    public long Int32(long place)
    {
        Span<byte> number = stackalloc byte[4];
        Read(place * 4, number);
        return BinaryPrimitives.ReadInt32LittleEndian(number);
    }

    public long Int64(long place)
    {
        Span<byte> number = stackalloc byte[8];
        Read(place * 8, number);
        return BinaryPrimitives.ReadInt64LittleEndian(number);
    }

    /// <summary>A whole number of 8 to 64 bits.</summary>
    public long Whole(long place, int bits, bool signed) => (bits, signed) switch
    {
        (8, true) => (sbyte)Read(place, 1)[0],
        (8, false) => Read(place, 1)[0],
        (16, true) => BinaryPrimitives.ReadInt16LittleEndian(Read(place * 2, 2)),
        (16, false) => BinaryPrimitives.ReadUInt16LittleEndian(Read(place * 2, 2)),
        (32, true) => Int32(place),
        (32, false) => (uint)Int32(place),
        (64, true) => Int64(place),
        _ => throw new FormatException($"Whole numbers of {bits} bits are not read."),
    };
}
