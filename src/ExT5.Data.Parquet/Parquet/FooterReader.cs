namespace ExT5.Data.Parquet;

/// <summary>Reads the footer of a Parquet file (parquet.thrift of Apache Parquet).</summary>
internal static class FooterReader
{
    public static (IReadOnlyList<SchemaElement> Schema, IReadOnlyList<RowGroup> Groups) Read(
        ReadOnlySpan<byte> footer, MemoryBudget budget)
    {
        var reader = new ThriftReader(footer);
        var (schema, groups) = (new List<SchemaElement>(), new List<RowGroup>());
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            if (field == 2)
                for (var count = ListOfStructs(ref reader, budget); count > 0; count--) schema.Add(Element(ref reader));
            else if (field == 4)
                for (var count = ListOfStructs(ref reader, budget); count > 0; count--) groups.Add(Group(ref reader, budget));
            else reader.Skip();
        }
        return (schema, groups);
    }

    private static int ListOfStructs(ref ThriftReader reader, MemoryBudget budget)
    {
        var count = reader.ListCount();
        const int partBytes = 128;
        budget.Take((long)count * partBytes);
        if (count > 0) reader.ExpectStructs(inList: true);
        return count;
    }

    private static SchemaElement Element(ref ThriftReader reader)
    {
        var element = new SchemaElement();
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            switch (field)
            {
                case 1: element.Type = (PhysicalType)reader.Integer(); break;
                case 2: element.TypeLength = checked((int)reader.Size()); break;
                case 3: element.Repetition = (int)reader.Integer(); break;
                case 4: element.Name = reader.Text(); break;
                case 5: element.Children = checked((int)reader.Size()); break;
                case 6: ConvertedType(element, reader.Integer()); break;
                case 7: element.Scale = checked((int)reader.Integer()); break;
                case 10: LogicalTypeReader.Read(element, ref reader); break;
                default: reader.Skip(); break;
            }
        }
        return element;
    }

    private static void ConvertedType(SchemaElement element, long type)
    {
        if (element.Meaning != Meaning.None) return;
        element.Meaning = type switch
        {
            0 or 4 or 19 => Meaning.Text,
            1 or 2 => Meaning.Map,
            3 => Meaning.List,
            5 => Meaning.Decimal,
            6 => Meaning.Date,
            7 or 8 => Meaning.Time,
            9 or 10 => Meaning.Timestamp,
            >= 11 and <= 14 => Meaning.Unsigned,
            _ => Meaning.None,
        };
        element.Unit = type is 8 or 10 ? TimeUnit.Microseconds : TimeUnit.Milliseconds;
        element.Utc = true;
    }

    private static RowGroup Group(ref ThriftReader reader, MemoryBudget budget)
    {
        var (columns, rows) = (new List<ColumnChunk>(), 0L);
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            if (field == 1)
                for (var count = ListOfStructs(ref reader, budget); count > 0; count--) columns.Add(Chunk(ref reader, budget));
            else if (field == 3) rows = reader.Size();
            else reader.Skip();
        }
        return new RowGroup(checked((int)rows), columns);
    }

    private static ColumnChunk Chunk(ref ThriftReader reader, MemoryBudget budget)
    {
        var chunk = new ColumnChunk();
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            if (field == 1) chunk.InOtherFile = reader.Text().Length > 0;
            else if (field == 3) Values(chunk, ref reader, budget);
            else reader.Skip();
        }
        return chunk;
    }

    private static void Values(ColumnChunk chunk, ref ThriftReader reader, MemoryBudget budget)
    {
        reader.ExpectStructs(inList: false);
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            switch (field)
            {
                case 3: chunk.Path = PathOf(ref reader, budget); break;
                case 4: chunk.Codec = (int)reader.Integer(); break;
                case 5: chunk.Values = reader.Size(); break;
                case 7: chunk.PackedBytes = reader.Size(); break;
                case 9: chunk.DataOffset = reader.Size(); break;
                case 11: chunk.DictionaryOffset = reader.Size(); break;
                default: reader.Skip(); break;
            }
        }
    }

    private static string PathOf(ref ThriftReader reader, MemoryBudget budget)
    {
        var count = reader.ListCount();
        const int nameBytes = 48;
        budget.Take((long)count * nameBytes);
        if (count > 0) reader.ExpectTextItems();
        var names = new List<string>();
        for (; count > 0; count--) names.Add(reader.TextItem());
        return string.Join('.', names);
    }
}
