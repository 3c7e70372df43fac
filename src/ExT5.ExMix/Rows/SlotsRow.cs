using ExT5.Data;
using ExT5.ExMix.Metrics;

namespace ExT5.ExMix.Rows;

/// <summary>An utterance with the spans that fill slots, in the layout of PolyAI's span extraction sets.</summary>
/// <param name="Utterance">The user's words after the names of the slots the system asked for, as DialoGLUE gives them.</param>
/// <param name="Slots">Slot and value, as <c>slot: value</c>.</param>
internal sealed record SlotsRow(string Utterance, IReadOnlyList<string> Slots)
{
    public static SlotsRow From(DataRow row)
    {
        var text = row.Row("userInput").Text("text");
        var slots = row.Gives("labels") ? row.Rows("labels").Select(label => $"{label.Text("slot")}: {ValueOf(label, text)}") : [];
        var requested = row.Gives("context") && row.Row("context").Gives("requestedSlots") ? row.Row("context").Texts("requestedSlots") : [];
        return new(string.Join(' ', requested.Reverse().Append(text)), [.. slots]);
    }

    /// <summary>Names the slots in their order; an utterance without any teaches <c>none</c>.</summary>
    public TextExample Example(string prefix) => new(prefix + Utterance, Slots.Count == 0 ? NoneAsEmpty.None : string.Join(" ; ", Slots));

    // The files are protocol buffers as JSON: a start of 0 is not written.
    private static string ValueOf(DataRow label, string text)
    {
        var span = label.Row("valueSpan");
        var start = span.Gives("startIndex") ? span.Integer("startIndex") : 0;
        var end = span.Gives("endIndex") ? span.Integer("endIndex") : text.Length;
        return start >= 0 && start < end && end <= text.Length
            ? text[(int)start..(int)end]
            : throw new FormatException($"The span {start} to {end} of slot '{label.Text("slot")}' is not in the text of {text.Length} characters.");
    }
}
