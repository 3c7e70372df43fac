using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>Columns that rows may lack, as test rows lack their labels.</summary>
internal static class OptionalColumns
{
    /// <summary>True when a row has a value in the column; false when it lacks the column or the value.</summary>
    /// <exception cref="FormatException">The row lacks it, but has a column of nearly the same name.</exception>
    public static bool Gives(this DataRow row, string column)
    {
        if (row.Has(column)) return !row.IsNull(column);
        var nearest = NearestName.Of(column, row.Columns);
        return nearest is not null && NearestName.IsSlip(column, nearest)
            ? throw new FormatException($"There is no column '{column}', which rows may lack, but there is '{nearest}'. Correct the name, or rename the other column.")
            : false;
    }
}
