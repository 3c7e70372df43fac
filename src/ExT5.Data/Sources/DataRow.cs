using System.Globalization;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>
/// A row as its file holds it, whatever the format (Parquet, Arrow, JSON, CSV): values by column name, nested where the
/// file nests. A task's row type is made from it, and an error names the column and what it holds.
/// </summary>
public sealed class DataRow
{
    private readonly IReadOnlyList<object?> _values;

    /// <summary>Makes a row; sources do so for each they read.</summary>
    /// <param name="columns">Names of the columns, different from each other.</param>
    /// <param name="values">
    /// One value a column: null, <see cref="string"/>, <see cref="long"/>, <see cref="ulong"/> for whole numbers above those,
    /// <see cref="double"/>, <see cref="bool"/>, <see cref="DataRow"/> or an <see cref="IReadOnlyList{T}"/> of such values.
    /// </param>
    /// <exception cref="FormatException">There are more or fewer values than columns.</exception>
    public DataRow(IReadOnlyList<string> columns, IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        if (columns.Count != values.Count)
            throw new FormatException($"The row has {values.Count} values and {columns.Count} columns ({string.Join(", ", columns)}).");
        (Columns, _values) = (columns, values);
    }

    /// <summary>Names of the columns as the file writes them.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The value of a column as the file holds it.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">There is no such column; the message lists those there are.</exception>
    public object? this[string column] => _values[PlaceOf(column)];

    /// <summary>True when the row has the column.</summary>
    /// <param name="column">Name of the column.</param>
    public bool Has(string column) => Find(column) >= 0;

    /// <summary>True when the column holds no value.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">There is no such column.</exception>
    public bool IsNull(string column) => this[column] is null;

    /// <summary>A text. Numbers and truth values are not text.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="FormatException">There is no such column, or it holds something else.</exception>
    public string Text(string column) => this[column] as string ?? throw Not(column, "text");

    /// <summary>A whole number, also one written as text or as 1.0; 1.5 is none.</summary>
    /// <inheritdoc cref="Text"/>
    public long Integer(string column) => WholeNumber.Of(this[column]) switch
    {
        { } number when IsSigned(number) => (long)number,
        { } number => throw new FormatException(
            $"Column '{column}' should hold a whole number from {long.MinValue} to {long.MaxValue}, but holds {number}. {nameof(UnsignedInteger)} reads up to {ulong.MaxValue}."),
        null => throw Not(column, "a whole number"),
    };

    /// <summary>A whole number from 0 to 18,446,744,073,709,551,615, such as an unsigned id; also one written as text or as 1.0.</summary>
    /// <inheritdoc cref="Text"/>
    public ulong UnsignedInteger(string column) => WholeNumber.Of(this[column]) switch
    {
        { } number when number >= 0 && number <= ulong.MaxValue => (ulong)number,
        _ => throw Not(column, $"a whole number from 0 to {ulong.MaxValue}"),
    };

    /// <summary>A number, also one written as text.</summary>
    /// <inheritdoc cref="Text"/>
    public double Number(string column) => this[column] switch
    {
        double value => value,
        long value => value,
        ulong value => value,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw Not(column, "a number"),
    };

    /// <summary>A truth value; 0 and 1, also written as 1.0 or as text, and "true" and "false" in any case are such values too.</summary>
    /// <inheritdoc cref="Text"/>
    public bool Flag(string column) => this[column] switch
    {
        bool value => value,
        string text when bool.TryParse(text, out var value) => value,
        var value when WholeNumber.Of(value) is { } number && (number == 0 || number == 1) => number == 1,
        _ => throw Not(column, "a truth value"),
    };

    /// <summary>A row inside the row.</summary>
    /// <inheritdoc cref="Text"/>
    public DataRow Row(string column) => this[column] as DataRow ?? throw Not(column, "a row");

    /// <summary>A list of rows.</summary>
    /// <inheritdoc cref="Text"/>
    public IReadOnlyList<DataRow> Rows(string column) => ListOf<DataRow>(column, "a list of rows", value => value as DataRow);

    /// <summary>A list of texts.</summary>
    /// <inheritdoc cref="Text"/>
    public IReadOnlyList<string> Texts(string column) => ListOf<string>(column, "a list of texts", value => value as string);

    /// <summary>A list of whole numbers, each as <see cref="Integer"/> takes it.</summary>
    /// <inheritdoc cref="Text"/>
    public IReadOnlyList<long> Integers(string column) => ListOf<long>(column, "a list of whole numbers", value =>
        WholeNumber.Of(value) is { } number && IsSigned(number) ? (long)number : null);

    /// <summary>A row from a JSON object; its nested objects and arrays become rows and lists.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="FormatException">It is something else, or names a property twice.</exception>
    public static DataRow FromJson(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException($"A row is a JSON object, but this is {json.ValueKind}.");
        var (columns, values, seen) = (new List<string>(), new List<object?>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var property in json.EnumerateObject())
        {
            if (!seen.Add(property.Name)) throw new FormatException($"The property '{property.Name}' stands twice in one object.");
            columns.Add(property.Name);
            values.Add(ValueOf(property.Value));
        }

        return new DataRow(columns, values);
    }

    /// <summary>A row of any JSON value; one that is no object has the single column <c>value</c>.</summary>
    internal static DataRow OfJson(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? FromJson(json) : new DataRow(["value"], [ValueOf(json)]);

    private static object? ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => FromJson(json),
        JsonValueKind.Array => json.EnumerateArray().Select(ValueOf).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.TryGetUInt64(out var large) ? (object)large : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private List<T> ListOf<T>(string column, string wanted, Func<object?, object?> itemOf)
    {
        if (this[column] is not IReadOnlyList<object?> list) throw Not(column, wanted);
        var result = new List<T>(list.Count);
        foreach (var value in list)
            result.Add((T)(itemOf(value) ?? throw new FormatException(
                $"Column '{column}' should hold {wanted}, but item {result.Count}, counted from 0, is {Described(value)}.")));
        return result;
    }

    private int PlaceOf(string column)
    {
        var place = Find(column);
        if (place >= 0) return place;
        throw new FormatException(Columns.Count == 0
            ? $"There is no column '{column}', as the row has none."
            : $"There is no column '{column}'. Did you mean '{NearestName.Of(column, Columns)}'? The columns are: {string.Join(", ", Columns)}.");
    }

    private int Find(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == column) return i;
        return -1;
    }

    private static bool IsSigned(Int128 number) => number >= long.MinValue && number <= long.MaxValue;

    private FormatException Not(string column, string wanted) => new($"Column '{column}' should hold {wanted}, but holds {Described(this[column])}.");

    private static string Described(object? value) => value switch
    {
        null => "nothing",
        string text => $"the text '{(text.Length > 40 ? text[..40] + "…" : text)}'",
        bool flag => flag ? "true" : "false",
        DataRow row => $"a row ({string.Join(", ", row.Columns)})",
        IReadOnlyList<object?> list => $"a list of {list.Count}",
        _ => $"the number {Convert.ToString(value, CultureInfo.InvariantCulture)}",
    };
}
