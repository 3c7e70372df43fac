using System.Text;

namespace ExT5.Training;

/// <summary>Rows of text set in aligned columns, plain or as Markdown.</summary>
/// <param name="columns">Headings.</param>
/// <param name="alignRight">Whether a column holds numbers; one entry a column.</param>
internal sealed class TextTable(IReadOnlyList<string> columns, IReadOnlyList<bool> alignRight)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public TextTable Add(params string[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    public string ToText() => Render("", "  ", "", rule: null);

    public string ToMarkdown() => Render("| ", " | ", " |", width => (right: new string('-', width - 1) + ":", left: new string('-', width)));

    private string Render(string start, string between, string end, Func<int, (string right, string left)>? rule)
    {
        var widths = columns.Select((heading, column) => _rows.Append(columns).Max(row => row[column].Length)).Select(width => Math.Max(3, width)).ToArray();
        var text = new StringBuilder();
        Append(columns);
        if (rule is not null)
            Append([.. widths.Select((width, column) => alignRight[column] ? rule(width).right : rule(width).left)]);
        _rows.ForEach(Append);
        return text.ToString();

        void Append(IReadOnlyList<string> row)
        {
            var cells = row.Select((cell, column) => alignRight[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append((start + string.Join(between, cells) + end).TrimEnd()).Append('\n');
        }
    }
}
