namespace ExT5.Data.Parquet;

/// <summary>Reads the logical type of a schema element, which outranks the older converted type.</summary>
internal static class LogicalTypeReader
{
    public static void Read(SchemaElement element, ref ThriftReader reader)
    {
        reader.ExpectStructs(inList: false);
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            var known = MeaningOf(field);
            if (field != 10 && known != Meaning.None) element.Meaning = known;
            if (field is 5 or 7 or 8 or 10) Parameters(element, field, ref reader);
            else reader.Skip();
        }
    }

    private static Meaning MeaningOf(int field) => field switch
    {
        1 or 4 or 12 => Meaning.Text,
        2 => Meaning.Map,
        3 => Meaning.List,
        5 => Meaning.Decimal,
        6 => Meaning.Date,
        7 => Meaning.Time,
        8 => Meaning.Timestamp,
        11 => Meaning.Null,
        14 => Meaning.Uuid,
        15 => Meaning.Half,
        _ => Meaning.None,
    };

    private static void Parameters(SchemaElement element, int type, ref ThriftReader reader)
    {
        reader.ExpectStructs(inList: false);
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            if (type == 5 && field == 1) element.Scale = checked((int)reader.Integer());
            else if (type is 7 or 8 && field == 1) element.Utc = reader.Bool();
            else if (type is 7 or 8 && field == 2) Unit(element, ref reader);
            else if (type == 10 && field == 2) element.Meaning = reader.Bool() ? Meaning.None : Meaning.Unsigned;
            else reader.Skip();
        }
    }

    private static void Unit(SchemaElement element, ref ThriftReader reader)
    {
        reader.ExpectStructs(inList: false);
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            element.Unit = field is >= 1 and <= 3 ? (TimeUnit)field : throw new FormatException($"A time has the unknown unit {field}.");
            reader.Skip();
        }
    }
}
