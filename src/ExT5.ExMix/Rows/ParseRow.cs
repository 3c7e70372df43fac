using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A sentence and its logical form, the first two columns of the semantic parsing sets; COGS adds a kind of generalization.</summary>
internal sealed record ParseRow(string Sentence, string Form, string? Kind)
{
    public static ParseRow From(DataRow row) => new(row.TextAt(0), row.TextAt(1), row.Columns.Count > 2 ? row.TextAt(2) : null);

    public TextExample After(string prefix) => new(prefix + Sentence, Form);
}
