using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A text and its summary.</summary>
internal sealed record DocumentRow(string Document, string Summary)
{
    public static DocumentRow From(DataRow row, string document, string summary) => new(row.Text(document), row.Text(summary));

    /// <summary>One dialogue of SAMSum is empty, which some of its files write as no value.</summary>
    public static DocumentRow FromSamsum(DataRow row) => new(row.IsNull("dialogue") ? "" : row.Text("dialogue"), row.Text("summary"));

    /// <summary>T5's <c>summarize</c> preprocessor.</summary>
    public TextExample Example() => new($"summarize: {Document}", Summary);
}
