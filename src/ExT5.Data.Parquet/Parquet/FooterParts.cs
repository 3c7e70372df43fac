namespace ExT5.Data.Parquet;

/// <summary>Physical types, as Parquet numbers them.</summary>
internal enum PhysicalType { Boolean, Int32, Int64, Int96, Float, Double, ByteArray, FixedLengthByteArray }

/// <summary>What the bytes of a column mean.</summary>
internal enum Meaning { None, Text, List, Map, Decimal, Date, Time, Timestamp, Unsigned, Uuid, Half, Null }

/// <summary>Units of times.</summary>
internal enum TimeUnit { Seconds, Milliseconds, Microseconds, Nanoseconds }

/// <summary>An element of the schema, in the order of the file.</summary>
internal sealed record SchemaElement
{
    public string Name { get; set; } = "";
    public PhysicalType? Type { get; set; }
    public int TypeLength { get; set; }
    public int Repetition { get; set; }
    public int Children { get; set; }
    public Meaning Meaning { get; set; }
    public TimeUnit Unit { get; set; }
    public bool Utc { get; set; }
    public int Scale { get; set; }
}

/// <summary>Where the values of a column of a row group stand.</summary>
internal sealed record ColumnChunk
{
    public string Path { get; set; } = "";
    public int Codec { get; set; }
    public long Values { get; set; }
    public long PackedBytes { get; set; }
    public long DataOffset { get; set; }
    public long DictionaryOffset { get; set; }
    public bool InOtherFile { get; set; }
}

/// <summary>A row group.</summary>
internal sealed record RowGroup(int Rows, IReadOnlyList<ColumnChunk> Columns);
