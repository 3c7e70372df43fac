namespace ExT5.Data;

/// <summary>The words of chrF++: one ASCII punctuation mark at the end of a word, else at its start, stands apart.</summary>
internal static class ChrFWords
{
    public static List<string> Of(string text)
    {
        var words = new List<string>();
        foreach (var word in Words.Split(text))
        {
            if (word.Length == 1) words.Add(word);
            else if (IsMark(word[^1])) words.AddRange(word[..^1], word[^1..]);
            else if (IsMark(word[0])) words.AddRange(word[..1], word[1..]);
            else words.Add(word);
        }
        return words;
    }

    private static bool IsMark(char c) => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c));
}
