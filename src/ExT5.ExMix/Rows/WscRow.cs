using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Rows;

/// <summary>A row of WSC: does the pronoun (span 2) mean the referent (span 1)?</summary>
internal sealed record WscRow(string Text, string Referent, string Pronoun, int PronounIndex, string Label)
{
    private const string Punctuation = ",.;:!?\"'";

    /// <summary>A row of the Hub's <c>wsc.fixed</c>, or one of SuperGLUE's download, whose referents are mended as there.</summary>
    public static WscRow From(DataRow row, ClassLabel labels)
    {
        var text = row.Text("text");
        var spans = row.Has("target") ? row.Row("target") : row;
        return new(text, Mended(spans.Text("span1_text"), text, spans.Integer("span1_index")), spans.Text("span2_text"),
            checked((int)spans.Integer("span2_index")), SuperGlueLabel.Of(row, labels));
    }

    /// <summary>The text with the pronoun in asterisks, as T5's <c>wsc_simple</c> writes it.</summary>
    public string Marked()
    {
        var words = Text.Split(' ');
        // In one text the index is a word too low.
        foreach (var place in (ReadOnlySpan<int>)[PronounIndex, PronounIndex + 1])
            if (place >= 0 && place < words.Length && words[place].Equals(Pronoun, StringComparison.OrdinalIgnoreCase))
                return Joined(words, place, $"*{words[place]}*");
        // In one text punctuation follows the pronoun without a space, and T5 writes it apart.
        if (PronounIndex >= 0 && PronounIndex < words.Length && words[PronounIndex] is var word
            && word.StartsWith(Pronoun, StringComparison.OrdinalIgnoreCase) && word[Pronoun.Length..].All(Punctuation.Contains))
            return Joined(words, PronounIndex, $"*{word[..Pronoun.Length]}* {word[Pronoun.Length..]}").TrimEnd();
        throw new FormatException($"The pronoun '{Pronoun}' is not at word {PronounIndex} of the text.");
    }

    private static string Joined(string[] words, int place, string word) => string.Join(' ', [.. words[..place], word, .. words[(place + 1)..]]);

    private static string Mended(string span, string text, long index)
    {
        if (span.Length == 0 || text.Contains(span, StringComparison.Ordinal)) return span;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var lower = index >= 0 && index < words.Length && char.IsLower(words[index][0]);
        var first = lower ? char.ToLowerInvariant(span[0]) : char.ToUpperInvariant(span[0]);
        var mended = (first + span[1..]).TrimEnd('.').Replace('\n', ' ');
        return text.Contains(mended, StringComparison.Ordinal) ? mended : span;
    }
}
