namespace ExT5.Data;

/// <summary>How often each n-gram of a text occurs.</summary>
internal sealed class NgramCounts
{
    private const char Separator = '\0';
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Number of n-grams, repeats included.</summary>
    public int Total { get; private set; }

    /// <summary>Counts the runs of n tokens.</summary>
    public static NgramCounts Of(List<string> tokens, int n)
    {
        var counts = new NgramCounts();
        for (var start = 0; start + n <= tokens.Count; start++)
        {
            var ngram = n == 1 ? tokens[start] : string.Join(Separator, tokens.GetRange(start, n));
            counts._counts[ngram] = counts._counts.GetValueOrDefault(ngram) + 1;
            counts.Total++;
        }
        return counts;
    }

    /// <summary>Counts the runs of n characters; a surrogate pair is one.</summary>
    public static NgramCounts OfCharacters(string text, int n)
    {
        var counts = new NgramCounts();
        int start = 0, end = 0;
        for (var i = 0; i < n && end <= text.Length; i++) end = Next(text, end);
        for (; end <= text.Length; start = Next(text, start), end = Next(text, end))
        {
            var ngram = text[start..end];
            counts._counts[ngram] = counts._counts.GetValueOrDefault(ngram) + 1;
            counts.Total++;
        }
        return counts;
    }

    // Behind the last character the place is beyond the length, which ends the search.
    private static int Next(string text, int place) =>
        place + 1 < text.Length && char.IsSurrogatePair(text[place], text[place + 1]) ? place + 2 : place + 1;

    /// <summary>Sum over n-grams of the lesser count (clipped matches).</summary>
    public int SharedWith(NgramCounts other)
    {
        var shared = 0;
        foreach (var (ngram, count) in _counts)
            if (other._counts.TryGetValue(ngram, out var others)) shared += Math.Min(count, others);
        return shared;
    }

    /// <summary>Raises each count to the greater of the two (several references).</summary>
    public void RaiseTo(NgramCounts other)
    {
        foreach (var (ngram, count) in other._counts)
            _counts[ngram] = Math.Max(count, _counts.GetValueOrDefault(ngram));
    }
}
