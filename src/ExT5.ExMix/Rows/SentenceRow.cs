using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A sentence with a label.</summary>
internal sealed record SentenceRow(string Sentence, string Label)
{
    public static SentenceRow From(DataRow row, ClassLabel labels) => new(row.Text("sentence"), labels.Of(row));
}
