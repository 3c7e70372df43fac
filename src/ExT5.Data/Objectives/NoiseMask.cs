namespace ExT5.Data;

/// <summary>Which tokens of a segment are noise, and what a mask makes of the tokens (t5.data.preprocessors).</summary>
internal static class NoiseMask
{
    /// <summary>
    /// A mask with exact counts: noise and non-noise tokens are each split into as many random non-empty parts as
    /// there are spans, and the parts alternate, non-noise first (<c>random_spans_noise_mask</c>).
    /// </summary>
    public static bool[] RandomSpans(int length, double noiseDensity, double meanSpanLength, ref CounterRandom random)
    {
        var (noise, spans) = Counts(length, noiseDensity, meanSpanLength);
        if (noise == 0) return new bool[length];
        var noiseLengths = Split(noise, spans, ref random);
        var plainLengths = Split(length - noise, spans, ref random);
        var mask = new bool[length];
        for (int span = 0, at = 0; span < spans; span++)
        {
            at += plainLengths[span];
            mask.AsSpan(at, noiseLengths[span]).Fill(true);
            at += noiseLengths[span];
        }

        return mask;
    }

    /// <summary>A mask of so many tokens, every choice of them equally likely.</summary>
    public static bool[] RandomTokens(int length, int noise, ref CounterRandom random)
    {
        var mask = new bool[length];
        for (var at = 0; at < length; at++)
            if (mask[at] = random.NextInt32(length - at) < noise) noise--;
        return mask;
    }

    /// <summary>Noise tokens and spans of a segment of at least two tokens: none at density 0, else at least one; rounds half to even.</summary>
    public static (int Tokens, int Spans) Counts(int length, double noiseDensity, double meanSpanLength)
    {
        if (noiseDensity == 0) return (0, 0);
        var tokens = Math.Clamp((int)Math.Round(length * noiseDensity), 1, length - 1);
        var spans = Math.Max(1, (int)Math.Round(tokens / meanSpanLength));
        return (tokens, Math.Min(spans, Math.Min(tokens, length - tokens)));
    }

    /// <summary>
    /// Each run of tokens where the mask equals <paramref name="noise"/> becomes one sentinel, the n-th run the
    /// vocabulary's n-th (<c>noise_span_to_unique_sentinel</c> and <c>nonnoise_span_to_unique_sentinel</c>).
    /// </summary>
    public static int[] SpansToSentinels(ReadOnlySpan<int> tokens, ReadOnlySpan<bool> mask, bool noise, Vocabulary vocabulary)
    {
        var (result, runs) = (new List<int>(tokens.Length), 0);
        for (var i = 0; i < tokens.Length; i++)
            if (mask[i] != noise) result.Add(tokens[i]);
            else if (i == 0 || mask[i - 1] != noise) result.Add(vocabulary.SentinelId(runs++));
        return [.. result];
    }

    // A uniformly random choice of where the parts end: every split into non-empty parts is equally likely.
    private static int[] Split(int items, int parts, ref CounterRandom random)
    {
        var lengths = new int[parts];
        var ends = parts - 1;
        var part = 0;
        for (var gap = 1; gap < items; gap++)
        {
            lengths[part]++;
            if (random.NextInt32(items - gap) >= ends) continue;
            ends--;
            part++;
        }

        lengths[part]++;
        return lengths;
    }
}
