namespace ExT5.Data;

/// <summary>The lines of texts, all or a seeded sample of fixed size (Vitter's algorithm R).</summary>
internal static class SentenceDraw
{
    public static IEnumerable<string> From(IEnumerable<string> texts, UnigramTrainerOptions options, CancellationToken stop)
        => options.InputSentences == 0 ? Lines(texts, stop) : Sample(Lines(texts, stop), options.InputSentences, options.Seed);

    private static IEnumerable<string> Lines(IEnumerable<string> texts, CancellationToken stop)
    {
        foreach (var text in texts)
        {
            stop.ThrowIfCancellationRequested();
            if (!text.AsSpan().ContainsAny('\n', '\r')) yield return text;
            else
                foreach (var line in text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
                    yield return line;
        }
    }

    private static List<string> Sample(IEnumerable<string> lines, int size, ulong seed)
    {
        var drawn = new List<string>();
        var (state, seen) = (seed, 0UL);
        foreach (var line in lines)
        {
            seen++;
            if (drawn.Count < size) drawn.Add(line);
            else if (Math.BigMul(Next(ref state), seen, out _) is var place && place < (ulong)size) drawn[(int)place] = line;
        }
        return drawn;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
