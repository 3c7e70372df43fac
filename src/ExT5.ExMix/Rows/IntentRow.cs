using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>An utterance with the name of its intent.</summary>
internal sealed record IntentRow(string Utterance, string Intent)
{
    /// <summary>Reads a set of the Hub, whose intent is a number, or one of DialoGLUE's CSV files, which name it in <c>category</c>.</summary>
    public static IntentRow From(DataRow row, string column, ClassLabel intents) =>
        new(row.Text("text"), intents.Of(row, row.Has("category") ? "category" : column));

    public static IntentRow FromCategory(DataRow row) => new(row.Text("text"), row.Text("category"));
}
