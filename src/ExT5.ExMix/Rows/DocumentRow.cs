using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A text and its summary.</summary>
internal sealed record DocumentRow(string Document, string Summary)
{
    public static DocumentRow From(DataRow row, string document, string summary) => new(row.Text(document), row.Text(summary));

    /// <summary>T5's <c>summarize</c> preprocessor.</summary>
    public TextExample Example() => new($"summarize: {Document}", Summary);
}
