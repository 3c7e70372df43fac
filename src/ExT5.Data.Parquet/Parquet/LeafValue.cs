using System.Numerics;

namespace ExT5.Data.Parquet;

/// <summary>A value of a column as rows hold it.</summary>
internal static class LeafValue
{
    public static object? Of(ColumnValues column, int level)
    {
        var element = column.Leaf.Element;
        return element.Type switch
        {
            PhysicalType.Boolean => column.NumberAt(level) != 0,
            PhysicalType.Int32 or PhysicalType.Int64 => Whole(element, column.NumberAt(level)),
            PhysicalType.Int96 => ValueText.Timestamp(ValueText.Floor(column.NumberAt(level), TimeSpan.TicksPerMicrosecond), TimeUnit.Microseconds, utc: false),
            PhysicalType.Float or PhysicalType.Double => BitConverter.Int64BitsToDouble(column.NumberAt(level)),
            _ => Bytes(element, column.BytesAt(level)),
        };
    }

    private static object? Whole(SchemaElement element, long value) => element.Meaning switch
    {
        Meaning.Unsigned => element.Type == PhysicalType.Int32 ? (long)(uint)value
            : ValueText.Unsigned(value),
        Meaning.Date => ValueText.Date(value),
        Meaning.Timestamp => ValueText.Timestamp(value, element.Unit, element.Utc),
        Meaning.Time => ValueText.Time(value, element.Unit),
        Meaning.Decimal => ValueText.Decimal(value, element.Scale),
        Meaning.Null => null,
        _ => value,
    };

    private static object Bytes(SchemaElement element, ReadOnlySpan<byte> bytes) => element.Meaning switch
    {
        Meaning.Text => ValueText.Utf8(bytes),
        Meaning.Decimal => ValueText.Decimal(new BigInteger(bytes, isBigEndian: true), element.Scale),
        Meaning.Uuid when bytes.Length == 16 => new Guid(bytes, bigEndian: true).ToString(),
        Meaning.Half when bytes.Length == 2 => (double)BitConverter.ToHalf(bytes),
        _ when element.Type == PhysicalType.FixedLengthByteArray => Convert.ToBase64String(bytes),
        _ => ValueText.TextOrBytes(bytes),
    };
}
