using System.Globalization;

namespace ExT5.Data;

/// <summary>The fields of one row of a delimited file.</summary>
public sealed class DelimitedRow
{
    private readonly IReadOnlyList<string> _fields;

    /// <summary>Makes a row; sources do so for each they read.</summary>
    /// <param name="columns">Names of the columns; empty for a file without header.</param>
    /// <param name="fields">The fields, one a column when there are columns.</param>
    /// <exception cref="FormatException">There are more or fewer fields than columns.</exception>
    public DelimitedRow(IReadOnlyList<string> columns, IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(fields);
        if (columns.Count > 0 && columns.Count != fields.Count)
            throw new FormatException(
                $"The row has {fields.Count} fields and the header {columns.Count} ({string.Join(", ", columns)}).");
        Columns = columns;
        _fields = fields;
    }

    /// <summary>Names of the columns as the header writes them; empty for a file without header.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of fields.</summary>
    public int Count => _fields.Count;

    /// <summary>The field of a column, found by its exact name.</summary>
    /// <param name="column">Name in the header.</param>
    /// <exception cref="FormatException">There is no such column; the message lists those there are.</exception>
    public string this[string column]
    {
        get
        {
            for (var i = 0; i < Columns.Count; i++)
                if (Columns[i] == column) return _fields[i];
            throw new FormatException(Columns.Count == 0
                ? $"There is no column '{column}', as the file has no header. Use a place from 0 to {Count - 1}."
                : $"There is no column '{column}'. Did you mean '{NearestName.Of(column, Columns)}'? " +
                  $"The columns are: {string.Join(", ", Columns)}.");
        }
    }

    /// <summary>The field at a place.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="FormatException">There is no such place.</exception>
    public string this[int index] => index >= 0 && index < Count
        ? _fields[index]
        : throw new FormatException($"There is no field {index}: the row has {Count}, counted from 0.");

    /// <summary>The row as any format gives it: texts by column; columns are named by their places from 0 without a header.</summary>
    public DataRow ToDataRow() =>
        new(Columns.Count > 0 ? Columns : [.. Enumerable.Range(0, Count).Select(place => place.ToString(CultureInfo.InvariantCulture))], _fields);
}
