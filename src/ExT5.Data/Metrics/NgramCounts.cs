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
