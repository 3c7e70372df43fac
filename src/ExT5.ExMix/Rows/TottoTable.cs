using System.Text;
using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A table of ToTTo (Parikh et al., 2020) whose highlighted cells a sentence should describe.</summary>
/// <param name="Rows">Cells row by row; a cell's start and end count the columns its row covers.</param>
internal sealed record TottoTable(IReadOnlyList<IReadOnlyList<TottoCell>> Rows)
{
    public static TottoTable From(DataRow row) => row["table"] is IReadOnlyList<object?> rows
        ? new([.. rows.Select(CellsOf)])
        : throw new FormatException("Column 'table' should hold a list of rows of cells.");

    /// <summary>The highlighted cells, each with the headers above it and to its left, as the baseline of ToTTo writes them.</summary>
    public string Linearized(IEnumerable<IReadOnlyList<int>> highlighted)
    {
        var text = new StringBuilder("<table> ");
        foreach (var place in highlighted)
        {
            var (row, column) = (place[0], place[1]);
            if (row < 0 || row >= Rows.Count || column < 0 || column >= Rows[row].Count)
                throw new FormatException($"The highlighted cell [{row}, {column}] is not in the table.");
            text.Append("<cell> ").Append(Rows[row][column].Value).Append(' ');
            foreach (var header in ColumnHeaders(row, column)) text.Append("<col_header> ").Append(header.Value).Append(" </col_header> ");
            foreach (var header in Rows[row].Take(column).Where(cell => cell.IsHeader))
                text.Append("<row_header> ").Append(header.Value).Append(" </row_header> ");
            text.Append("</cell> ");
        }

        return text.Append("</table>").ToString();
    }

    private IEnumerable<TottoCell> ColumnHeaders(int row, int column)
    {
        var below = Rows[row][column];
        return Rows.Take(row).SelectMany(cells => cells).Where(cell => cell.IsHeader && cell.Start < below.End && cell.End > below.Start);
    }

    private static TottoCell[] CellsOf(object? row)
    {
        if (row is not IReadOnlyList<object?> values) throw new FormatException("A row of column 'table' should be a list of cells.");
        var cells = new TottoCell[values.Count];
        for (int i = 0, start = 0; i < cells.Length; i++)
        {
            if (values[i] is not DataRow cell) throw new FormatException("A cell of column 'table' should have a value, is_header and column_span.");
            var end = checked(start + (int)cell.Integer("column_span"));
            cells[i] = new(cell.Text("value"), cell.Flag("is_header"), start, end);
            start = end;
        }

        return cells;
    }
}
