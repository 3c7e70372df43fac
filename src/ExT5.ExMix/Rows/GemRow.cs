using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A row of a GEM task: what to say as text, and the accepted ways to say it (Gehrmann et al., 2021).</summary>
internal sealed record GemRow(string Source, IReadOnlyList<string> References)
{
    /// <summary>Reads the references: GEM's <c>target</c> first, then the rest of <c>references</c>, which training rows may leave empty.</summary>
    public static GemRow From(DataRow row, string source) =>
        new(source, [row.Text("target"), .. row.Gives("references") ? row.Texts("references") : []]);

    public static GemRow FromCommonGen(DataRow row) => From(row, string.Join(", ", row.Texts("concepts")));

    public static GemRow FromDart(DataRow row) => From(row, string.Join(" ; ", row.TextLists("tripleset").Select(triple => string.Join(" | ", triple))));

    public static GemRow FromWebNlg(DataRow row) => From(row, string.Join(" ; ", row.Texts("input")));

    public static GemRow FromE2e(DataRow row) => From(row, row.Text("meaning_representation"));

    public static GemRow FromTotto(DataRow row)
    {
        var cells = row["highlighted_cells"] as IReadOnlyList<object?> ?? throw new FormatException("Column 'highlighted_cells' should hold a list of places.");
        var table = TottoTable.From(row).Linearized(cells.Select(PlaceOf));
        return From(row, Tagged("page_title", row.Text("table_page_title")) + Tagged("section_title", row.Text("table_section_title")) + table);
    }

    public static GemRow FromSource(DataRow row) => From(row, row.Text("source"));

    public TextExample After(string prefix) => AcceptedAnswers.Example(prefix + Source, References);

    private static string Tagged(string tag, string text) => text.Length == 0 ? "" : $"<{tag}> {text} </{tag}> ";

    private static int[] PlaceOf(object? place) => place is IReadOnlyList<object?> and [long row, long column]
        ? [checked((int)row), checked((int)column)]
        : throw new FormatException("A place in column 'highlighted_cells' should be two whole numbers, row and column.");
}
