using System.Buffers.Binary;
using System.Text;

namespace ExT5.Data.Parquet;

/// <summary>A table in a FlatBuffer, in which Arrow writes its headers; every place is checked against what is there.</summary>
internal readonly struct FlatTable
{
    private readonly byte[] _bytes;
    private readonly int _place;

    private FlatTable(byte[] bytes, int place) => (_bytes, _place) = (bytes, place);

    public static FlatTable Root(byte[] bytes) => new(bytes, Follow(bytes, 0));

    /// <summary>Bytes of the header it stands in.</summary>
    public int HeaderBytes => _bytes.Length;

    public bool Has(int field) => PlaceOf(field) > 0;

    public long Int64(int field, long otherwise = 0) => PlaceOf(field) is > 0 and var place ? BinaryPrimitives.ReadInt64LittleEndian(Slice(place, 8)) : otherwise;

    public int Int32(int field, int otherwise = 0) => PlaceOf(field) is > 0 and var place ? BinaryPrimitives.ReadInt32LittleEndian(Slice(place, 4)) : otherwise;

    public int Int16(int field, int otherwise = 0) => PlaceOf(field) is > 0 and var place ? BinaryPrimitives.ReadInt16LittleEndian(Slice(place, 2)) : otherwise;

    public int Byte(int field, int otherwise = 0) => PlaceOf(field) is > 0 and var place ? Slice(place, 1)[0] : otherwise;

    public string? Text(int field)
    {
        if (PlaceOf(field) is not (> 0 and var place)) return null;
        var start = Follow(_bytes, place);
        return Encoding.UTF8.GetString(Slice(start + 4, Length(start)));
    }

    public FlatTable? Table(int field) => PlaceOf(field) is > 0 and var place ? new FlatTable(_bytes, Follow(_bytes, place)) : null;

    /// <summary>Tables of a vector.</summary>
    public FlatTable[] Tables(int field)
    {
        var (start, count) = Vector(field, 4);
        var tables = new FlatTable[count];
        for (var i = 0; i < count; i++) tables[i] = new FlatTable(_bytes, Follow(_bytes, start + 4 * i));
        return tables;
    }

    /// <summary>Whole numbers of a vector of structures of such numbers.</summary>
    public long[] Numbers(int field, int each)
    {
        var (start, count) = Vector(field, 8 * each);
        var numbers = new long[count * each];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(Slice(start + 8 * i, 8));
        return numbers;
    }

    private (int Start, int Count) Vector(int field, int itemBytes)
    {
        if (PlaceOf(field) is not (> 0 and var place)) return (0, 0);
        var start = Follow(_bytes, place);
        var count = Length(start);
        Slice(start + 4, checked(count * itemBytes));
        return (start + 4, count);
    }

    private int PlaceOf(int field)
    {
        var table = checked(_place - BinaryPrimitives.ReadInt32LittleEndian(Slice(_place, 4)));
        var (size, entry) = (BinaryPrimitives.ReadUInt16LittleEndian(Slice(table, 2)), 4 + 2 * field);
        if (entry + 2 > size) return 0;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(Slice(table + entry, 2));
        return offset == 0 ? 0 : _place + offset;
    }

    private int Length(int place) => BinaryPrimitives.ReadInt32LittleEndian(Slice(place, 4)) is >= 0 and var length
        ? length
        : throw new FormatException("A header has a negative length.");

    private static int Follow(byte[] bytes, int place)
    {
        if (place < 0 || place > bytes.Length - 4) throw OutOfRange();
        var target = place + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place));
        return target <= bytes.Length - 4 ? (int)target : throw OutOfRange();
    }

    private ReadOnlySpan<byte> Slice(int start, int length) =>
        start >= 0 && length >= 0 && start <= _bytes.Length - length ? _bytes.AsSpan(start, length) : throw OutOfRange();

    private static FormatException OutOfRange() => new("A header points to a place outside of it.");
}
