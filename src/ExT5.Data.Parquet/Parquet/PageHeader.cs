namespace ExT5.Data.Parquet;

/// <summary>The header of a page.</summary>
internal sealed record PageHeader
{
    public const int Data = 0, Index = 1, Dictionary = 2, DataV2 = 3;

    public int Type { get; private set; } = -1;
    public int UnpackedBytes { get; private set; }
    public int PackedBytes { get; private set; }
    public int Values { get; private set; }
    public int Encoding { get; private set; }
    public int DefinitionBytes { get; private set; }
    public int RepetitionBytes { get; private set; }
    public bool IsPacked { get; private set; } = true;

    /// <summary>Reads a header at the start of the bytes; says how many it took.</summary>
    public static PageHeader Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ThriftReader(bytes);
        var header = new PageHeader();
        var outer = reader.Begin();
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            switch (field)
            {
                case 1: header.Type = (int)reader.Integer(); break;
                case 2: header.UnpackedBytes = checked((int)reader.Size()); break;
                case 3: header.PackedBytes = checked((int)reader.Size()); break;
                case 5 or 7 or 8: header.Parts(field, ref reader); break;
                default: reader.Skip(); break;
            }
        }
        length = reader.Position;
        return header;
    }

    private void Parts(int kind, ref ThriftReader reader)
    {
        reader.ExpectStructs(inList: false);
        var (outer, encodingField) = (reader.Begin(), kind == 8 ? 4 : 2);
        for (int field; (field = reader.NextField(outer)) > 0;)
        {
            if (field == 1) Values = checked((int)reader.Size());
            else if (field == encodingField) Encoding = (int)reader.Integer();
            else if (kind == 8 && field == 5) DefinitionBytes = checked((int)reader.Size());
            else if (kind == 8 && field == 6) RepetitionBytes = checked((int)reader.Size());
            else if (kind == 8 && field == 7) IsPacked = reader.Bool();
            else reader.Skip();
        }
    }
}
