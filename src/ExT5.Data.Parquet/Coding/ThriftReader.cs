using System.Text;

namespace ExT5.Data.Parquet;

/// <summary>Reads Thrift's compact protocol, in which Parquet writes its headers; every length is checked against what is there.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 32;
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _depth;
    private int _lastField;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Type of the field read last; 1 and 2 are true and false.</summary>
    public int FieldType { get; private set; }

    /// <summary>Starts a structure; the value is to be given back at its end.</summary>
    public int Begin()
    {
        if (++_depth > MaxDepth) throw new FormatException($"A header nests deeper than {MaxDepth}.");
        var outer = _lastField;
        _lastField = 0;
        return outer;
    }

    /// <summary>The number of the next field; 0 at the end of the structure, which is then left.</summary>
    public int NextField(int outer)
    {
        var head = Byte();
        if (head == 0)
        {
            _depth--;
            _lastField = outer;
            return 0;
        }

        FieldType = head & 0x0F;
        _lastField = head >> 4 == 0 ? (int)Long() : _lastField + (head >> 4);
        return _lastField > 0 ? _lastField : throw new FormatException("A header has a field with a number below 1.");
    }

    /// <summary>Number of items of a list, each of which takes a byte at least.</summary>
    public int ListCount()
    {
        Expect(FieldType is 9 or 10);
        var head = Byte();
        var count = head >> 4 == 15 ? (long)Varint() : head >> 4;
        ItemType = head & 0x0F;
        return count <= _bytes.Length - Position ? (int)count : throw new FormatException("A list in a header is longer than the header.");
    }

    /// <summary>Type of the items of the list begun last.</summary>
    public int ItemType { get; private set; }

    public bool Bool()
    {
        Expect(FieldType is 1 or 2);
        return FieldType == 1;
    }

    public long Integer()
    {
        Expect(FieldType is 3 or 4 or 5 or 6);
        return FieldType == 3 ? (sbyte)Byte() : Long();
    }

    /// <summary>A number that cannot be negative.</summary>
    public long Size() => Integer() is >= 0 and var size ? size : throw new FormatException("A header has a negative size.");

    public string Text()
    {
        Expect(FieldType == 8);
        return TextItem();
    }

    public string TextItem() => Encoding.UTF8.GetString(Take((long)Varint()));

    public void ExpectStructs(bool inList) => Expect((inList ? ItemType : FieldType) == 12);

    public void ExpectTextItems() => Expect(ItemType == 8);

    public void Skip() => Skip(FieldType);

    private void Skip(int type)
    {
        switch (type)
        {
            case 1 or 2: break;
            case 3: Byte(); break;
            case 4 or 5 or 6: Varint(); break;
            case 7: Take(8); break;
            case 8: Take((long)Varint()); break;
            case 9 or 10: SkipList(type); break;
            case 11: SkipMap(); break;
            case 12: SkipStruct(); break;
            default: throw new FormatException($"A header has a field of the unknown type {type}.");
        }
    }

    private void SkipStruct()
    {
        var outer = Begin();
        while (NextField(outer) > 0) Skip();
    }

    private void SkipList(int type)
    {
        if (++_depth > MaxDepth) throw new FormatException($"A header nests deeper than {MaxDepth}.");
        FieldType = type;
        var count = ListCount();
        var item = ItemType;
        for (var i = 0; i < count; i++) SkipItem(item);
        _depth--;
    }

    private void SkipMap()
    {
        var count = (long)Varint();
        if (count == 0) return;
        if (count > _bytes.Length - Position) throw new FormatException("A map in a header is longer than the header.");
        var types = Byte();
        for (var i = 0L; i < count; i++)
        {
            SkipItem(types >> 4);
            SkipItem(types & 0x0F);
        }
    }

    // In lists a truth value takes a byte.
    private void SkipItem(int type)
    {
        if (type is 1 or 2) Byte();
        else Skip(type);
    }

    private readonly void Expect(bool condition)
    {
        if (!condition) throw new FormatException($"A header has a field of an unexpected type {FieldType}.");
    }

    private byte Byte() => Take(1)[0];

    private long Long()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw new FormatException("A header has a number longer than 10 bytes.");
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _bytes.Length - Position) throw new FormatException("A header ends too early.");
        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }
}
