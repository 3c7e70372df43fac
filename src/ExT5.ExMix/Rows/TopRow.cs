using ExT5.Data;

namespace ExT5.ExMix.Rows;

/// <summary>A row of TOP (Gupta et al., 2018): an utterance and its tree, the first and the third column.</summary>
internal sealed record TopRow(string Utterance, string Tree)
{
    public static TopRow From(DataRow row) => new(row.TextAt(0), row.TextAt(2));
}
