using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A turn of GEM's schema-guided dialogues: what the system should do, the user's turn, and the system's words.</summary>
internal sealed record SchemaGuidedRow(IReadOnlyList<string> Acts, string Prompt, IReadOnlyList<string> References)
{
    private static readonly ClassLabel ActNames = new(
        "AFFIRM", "AFFIRM_INTENT", "CONFIRM", "GOODBYE", "INFORM", "INFORM_COUNT", "INFORM_INTENT", "NEGATE", "NEGATE_INTENT",
        "NOTIFY_FAILURE", "NOTIFY_SUCCESS", "OFFER", "OFFER_INTENT", "REQUEST", "REQUEST_ALTS", "REQ_MORE", "SELECT", "THANK_YOU");

    public static SchemaGuidedRow From(DataRow row) => new(
        [.. row.Rows("dialog_acts").Select(ActOf)], row.Text("prompt"), GemRow.From(row, "").References);

    public TextExample Example() => AcceptedAnswers.Example($"sgd acts: {string.Join(", ", Acts)} prompt: {Prompt}", References);

    private static string ActOf(DataRow act)
    {
        var values = act.Texts("values");
        return $"{ActNames.Of(act, "act")}({act.Text("slot")}{(values.Count == 0 ? "" : "=")}{string.Join(" | ", values)})";
    }
}
