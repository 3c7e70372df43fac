using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A text with a label, the layout of most classification sets.</summary>
internal sealed record TextLabelRow(string Text, string Label)
{
    public static TextLabelRow From(DataRow row, ClassLabel labels) => new(row.Text("text"), labels.Of(row));
}
