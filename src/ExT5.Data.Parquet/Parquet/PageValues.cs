using System.Buffers.Binary;

namespace ExT5.Data.Parquet;

/// <summary>Decodes the values of a page: numbers, or numbers of entries for texts and other bytes.</summary>
internal ref struct PageValues(ColumnValues column, ReadOnlySpan<byte> bytes)
{
    private readonly SchemaElement _element = column.Leaf.Element;
    private ReadOnlySpan<byte> _rest = bytes;

    private readonly bool HasEntries => _element.Type is PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray;

    /// <summary>Decodes as many values as there are places.</summary>
    public void Read(int encoding, long[]? dictionary, Span<long> into)
    {
        switch (encoding)
        {
            case 0: foreach (ref var value in into) value = _element.Type == PhysicalType.Boolean ? 0 : Plain(); break;
            case 2 or 8: Indexed(dictionary, into); break;
            case 3 when _element.Type == PhysicalType.Boolean: Runs(Take(checked((int)Unsigned())), 1, into); break;
            case 5 when _element.Type is PhysicalType.Int32 or PhysicalType.Int64: DeltaReader.Read(_rest, into); break;
            case 6 when _element.Type == PhysicalType.ByteArray: DeltaLengths(into); break;
            case 7 when HasEntries: DeltaTexts(into); break;
            case 9: Split(into); break;
            default: throw new FormatException($"The encoding {encoding} of a {_element.Type} column is not known.");
        }
        if (encoding == 0 && _element.Type == PhysicalType.Boolean) Bits(into);
        if (encoding == 5 && _element.Type == PhysicalType.Int32) foreach (ref var value in into) value = (int)value;
    }

    private void Bits(Span<long> into)
    {
        var bits = Take((into.Length + 7) / 8);
        for (var i = 0; i < into.Length; i++) into[i] = bits[i >> 3] >> (i & 7) & 1;
    }

    private long Plain() => _element.Type switch
    {
        PhysicalType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
        PhysicalType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
        PhysicalType.Int96 => Int96(Take(12)),
        PhysicalType.Float => BitConverter.DoubleToInt64Bits(BinaryPrimitives.ReadSingleLittleEndian(Take(4))),
        PhysicalType.Double => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
        PhysicalType.ByteArray => column.AddEntry(Take(Unsigned()), []),
        PhysicalType.FixedLengthByteArray => column.AddEntry(Take(_element.TypeLength), []),
        _ => throw new FormatException($"The type {_element.Type} is not known."),
    };

    // Nanoseconds of the day, then the Julian day: a time as ticks of 100 ns since 1970, as older Spark writes it.
    private static long Int96(ReadOnlySpan<byte> bytes) => unchecked(
        (BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) - 2_440_588L) * TimeSpan.TicksPerDay
        + ValueText.Floor(BinaryPrimitives.ReadInt64LittleEndian(bytes), TimeSpan.NanosecondsPerTick));

    private void Indexed(long[]? dictionary, Span<long> into)
    {
        if (into.IsEmpty) return;
        if (dictionary is null) throw new FormatException("A page needs a dictionary, and there is none before it.");
        var width = Take(1)[0];
        Runs(_rest, width, into);
        foreach (ref var value in into)
            value = (ulong)value < (ulong)dictionary.Length ? dictionary[value] : throw new FormatException("A page asks for an entry that its dictionary does not have.");
    }

    private static void Runs(ReadOnlySpan<byte> bytes, int width, Span<long> into)
    {
        var runs = new RleReader(bytes, width);
        Span<int> part = stackalloc int[256];
        while (!into.IsEmpty)
        {
            var count = Math.Min(part.Length, into.Length);
            runs.Read(part[..count]);
            for (var i = 0; i < count; i++) into[i] = (uint)part[i];
            into = into[count..];
        }
    }

    private void DeltaLengths(Span<long> into)
    {
        _rest = _rest[DeltaReader.Read(_rest, into)..];
        foreach (ref var value in into) value = column.AddEntry(Take(value), []);
    }

    private void DeltaTexts(Span<long> into)
    {
        var prefixes = new long[into.Length];
        _rest = _rest[DeltaReader.Read(_rest, prefixes)..];
        _rest = _rest[DeltaReader.Read(_rest, into)..];
        for (var i = 0; i < into.Length; i++)
        {
            var before = i == 0 ? [] : column.Entry((int)into[i - 1]);
            if (prefixes[i] < 0 || prefixes[i] > before.Length) throw new FormatException("A text starts as more of the one before than there is.");
            into[i] = column.AddEntry(before[..(int)prefixes[i]], Take(into[i]));
        }
    }

    // The first bytes of all values, then the second bytes, and so on.
    private void Split(Span<long> into)
    {
        var width = _element.Type switch
        {
            PhysicalType.Int32 or PhysicalType.Float => 4,
            PhysicalType.Int64 or PhysicalType.Double => 8,
            PhysicalType.FixedLengthByteArray => _element.TypeLength,
            _ => throw new FormatException($"A {_element.Type} column cannot be split by bytes."),
        };
        var all = Take((long)width * into.Length);
        var value = new byte[width];
        for (var i = 0; i < into.Length; i++)
        {
            for (var part = 0; part < width; part++) value[part] = all[part * into.Length + i];
            _rest = value;
            into[i] = Plain();
        }
    }

    private long Unsigned() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _rest.Length) throw new FormatException("A page ends too early.");
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
