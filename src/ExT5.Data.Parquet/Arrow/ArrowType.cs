namespace ExT5.Data.Parquet;

/// <summary>Kinds of columns, numbered as Schema.fbs of Apache Arrow does.</summary>
internal enum ArrowKind
{
    None, Null, Int, Float, Binary, Text, Bool, Decimal, Date, Time, Timestamp, Interval, List, Struct, Union,
    FixedBinary, FixedList, Map, Duration, LargeBinary, LargeText, LargeList, RunEnds, BinaryView, TextView, ListView, LargeListView,
}

/// <summary>A column of an Arrow schema.</summary>
internal sealed class ArrowField
{
    private const int MaxDepth = 40, LeastBytes = 8;

    private ArrowField(FlatTable field, int depth, FieldCount count)
    {
        count.Add();
        if (depth > MaxDepth) throw new FormatException($"The schema nests deeper than {MaxDepth}.");
        Name = field.Text(0) ?? "";
        Kind = (ArrowKind)field.Byte(2);
        Children = [.. field.Tables(5).Select(child => new ArrowField(child, depth + 1, count))];
        Names = [.. Children.Select(child => child.Name)];
        if (field.Table(3) is { } type) Parameters(type);
        if (field.Table(4) is { } dictionary)
        {
            DictionaryId = dictionary.Int64(0);
            IndexBits = dictionary.Table(1) is { } index ? index.Int32(0) : 32;
            if (IndexBits is not (8 or 16 or 32 or 64)) throw new FormatException($"Column '{Name}' has indexes of {IndexBits} bits.");
        }
        Check();
    }

    public string Name { get; }

    public ArrowKind Kind { get; }

    public IReadOnlyList<ArrowField> Children { get; }

    /// <summary>Names of the children.</summary>
    public string[] Names { get; }

    /// <summary>Bits of a number, or bytes of fixed binary, or items of fixed lists.</summary>
    public int Width { get; private set; }

    public bool Signed { get; private set; }

    public TimeUnit Unit { get; private set; }

    public bool Utc { get; private set; }

    public int Scale { get; private set; }

    /// <summary>The dictionary its values stand in; null for none.</summary>
    public long? DictionaryId { get; }

    public int IndexBits { get; }

    public static ArrowField[] Read(FlatTable schema)
    {
        if (schema.Int16(0) != 0) throw new FormatException("The file is big-endian, which is not read.");
        var count = new FieldCount(schema.HeaderBytes / LeastBytes);
        return [.. schema.Tables(1).Select(field => new ArrowField(field, 0, count))];
    }

    /// <summary>All columns with dictionaries, this one and those inside.</summary>
    public IEnumerable<ArrowField> WithDictionaries() =>
        (DictionaryId is null ? [] : new[] { this }).Concat(Children.SelectMany(child => child.WithDictionaries()));

    private void Parameters(FlatTable type)
    {
        switch (Kind)
        {
            case ArrowKind.Int: (Width, Signed) = (type.Int32(0), type.Byte(1) != 0); break;
            case ArrowKind.Float: Width = type.Int16(0) switch { 0 => 16, 1 => 32, 2 => 64, _ => 0 }; break;
            case ArrowKind.Decimal: (Scale, Width) = (type.Int32(1), type.Int32(2, 128)); break;
            case ArrowKind.Date: Width = type.Int16(0, 1) == 0 ? 32 : 64; break;
            case ArrowKind.Time: (Unit, Width) = ((TimeUnit)type.Int16(0, 1), type.Int32(1, 32)); break;
            case ArrowKind.Timestamp: (Unit, Utc, Width) = ((TimeUnit)type.Int16(0), type.Has(1), 64); break;
            case ArrowKind.Duration: Width = 64; break;
            case ArrowKind.FixedBinary or ArrowKind.FixedList: Width = type.Int32(0); break;
        }
    }

    private void Check()
    {
        var problem = Kind switch
        {
            ArrowKind.Int or ArrowKind.Float or ArrowKind.Decimal or ArrowKind.Time when Width is not (8 or 16 or 32 or 64 or 128 or 256) => $"has numbers of {Width} bits",
            ArrowKind.FixedBinary or ArrowKind.FixedList when Width < 0 => "has items of a negative size",
            ArrowKind.List or ArrowKind.LargeList or ArrowKind.FixedList or ArrowKind.Map when Children.Count != 1 => "is a list without a type of items",
            ArrowKind.None or ArrowKind.Interval or ArrowKind.Union or ArrowKind.RunEnds or ArrowKind.ListView or ArrowKind.LargeListView or > ArrowKind.LargeListView
                => $"is of the kind {Kind}, which is not read",
            ArrowKind.Struct when Names.Distinct().Count() != Names.Length => "has two columns of the same name",
            _ => null,
        };
        if (problem is not null) throw new FormatException($"Column '{Name}' {problem}.");
    }

    // Fields may point to the same ones inside, so that a small header could stand for any number of them.
    private sealed class FieldCount(int most)
    {
        private int _count;

        public void Add()
        {
            if (++_count > most) throw new FormatException("The schema has more columns than its header has room for: columns hold each other.");
        }
    }
}
