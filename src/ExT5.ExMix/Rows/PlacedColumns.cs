using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>Columns of files without a header, read by their place.</summary>
internal static class PlacedColumns
{
    public static string TextAt(this DataRow row, int place) => place < row.Columns.Count
        ? row.Text(row.Columns[place])
        : throw new FormatException($"The row has {row.Columns.Count} columns, and column {place + 1} is needed.");
}
