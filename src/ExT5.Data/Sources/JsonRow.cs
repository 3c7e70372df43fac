using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ExT5.Data;

/// <summary>Rows of JSON text.</summary>
internal static class JsonRow
{
    /// <summary>How deep a row may nest, as in Python; columns that nobody reads count too.</summary>
    public const int MaxDepth = 1000;

    public static RowParser<T> Typed<T>(JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var strict = StrictContract.Of(type);
        var elements = strict.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary ? ElementRule.Of(typeof(T), null) : null;
        return bytes =>
        {
            try
            {
                var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
                var value = JsonSerializer.Deserialize(ref reader, strict);
                if (reader.Read()) throw new JsonException("More than one JSON value stands on the line.");
                if (elements?.FirstNull(value) is { } place) throw new JsonException($"'{place}' of the line is null. Read lists with gaps by a function of DataRow.");
                return value ?? throw new JsonException("The line is null.");
            }
            catch (JsonException error) when (JsonRowProblem.Of(bytes, strict) is { } problem)
            {
                throw new JsonException(problem, error);
            }
        };
    }

    public static RowParser<T> Mapped<T>(Func<DataRow, T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return bytes => map(Parse(bytes));
    }

    /// <summary>Rows that start at the name of a property: the columns <c>key</c> and <c>value</c>.</summary>
    public static RowParser<T> MappedProperty<T>(Func<DataRow, T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return bytes =>
        {
            var row = Parse([(byte)'{', .. bytes, (byte)'}']);
            return map(new DataRow(["key", "value"], [row.Columns[0], row[row.Columns[0]]]));
        };
    }

    private static DataRow Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        using var document = JsonDocument.ParseValue(ref reader);
        if (reader.Read()) throw new JsonException("More than one JSON value stands on the line.");
        return DataRow.OfJson(document.RootElement);
    }
}
