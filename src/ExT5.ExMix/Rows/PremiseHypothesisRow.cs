using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A premise, a hypothesis and how they relate.</summary>
internal sealed record PremiseHypothesisRow(string Premise, string Hypothesis, string Label)
{
    public static PremiseHypothesisRow From(DataRow row, ClassLabel labels) =>
        new(row.Text("premise"), row.Text("hypothesis"), labels.Of(row));
}
