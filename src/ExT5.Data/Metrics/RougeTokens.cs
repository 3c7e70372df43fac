namespace ExT5.Data;

/// <summary>The tokens ROUGE counts: runs of a-z and 0-9 in lower case, longer words stemmed when asked.</summary>
internal static class RougeTokens
{
    private const int LongestUnstemmed = 3;

    /// <summary>Tokens of each line that is not empty.</summary>
    public static List<List<string>> OfLines(string text, bool stem) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Of(line, stem))];

    private static List<string> Of(string line, bool stem)
    {
        var tokens = new List<string>();
        var lower = Words.Lower(line);
        for (var end = 0; end < lower.Length;)
        {
            var start = end;
            while (start < lower.Length && !IsTokenCharacter(lower[start])) start++;
            for (end = start; end < lower.Length && IsTokenCharacter(lower[end]);) end++;
            if (end == start) continue;
            var word = lower[start..end];
            tokens.Add(stem && word.Length > LongestUnstemmed ? PorterStemmer.Stem(word) : word);
        }
        return tokens;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
