namespace ExT5.Data;

/// <summary>Words as the reference implementations see them, so that scores agree to the last digit.</summary>
internal static class Words
{
    private const char Sigma = 'Σ', FinalSigma = 'ς';

    /// <summary>Splits at runs of Unicode white space, U+001C to U+001F included; no empty words.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        for (var end = 0; end < text.Length;)
        {
            var start = end;
            while (start < text.Length && IsSpace(text[start])) start++;
            for (end = start; end < text.Length && !IsSpace(text[end]);) end++;
            if (end > start) words.Add(text[start..end]);
        }
        return words;
    }

    /// <summary>Lower case in any culture, with Unicode's special rules for dotted capital I and final sigma.</summary>
    public static string Lower(string text)
    {
        var source = text.Replace("\u0130", "i\u0307", StringComparison.Ordinal);
        var lower = source.ToLowerInvariant();
        if (!source.Contains(Sigma, StringComparison.Ordinal)) return lower;
        return string.Create(lower.Length, (source, lower), static (characters, texts) =>
        {
            for (var i = 0; i < characters.Length; i++)
                characters[i] = EndsWithSigma(texts.source, i) ? FinalSigma : texts.lower[i];
        });
    }

    private static bool EndsWithSigma(string text, int index) =>
        text[index] == Sigma && index > 0 && char.IsLetter(text[index - 1])
        && (index + 1 == text.Length || !char.IsLetter(text[index + 1]));

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';
}
