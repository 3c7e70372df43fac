using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>Two sentences with a label.</summary>
internal sealed record SentencePairRow(string Sentence1, string Sentence2, string Label)
{
    public static SentencePairRow From(DataRow row, ClassLabel labels) => new(row.Text("sentence1"), row.Text("sentence2"), labels.Of(row));
}
