namespace ExT5.Data;

/// <summary>
/// Denoising of single tokens: each token is equally likely to be hidden, whatever its neighbours; runs of hidden tokens
/// become one sentinel (T5, <c>iid_noise_mask</c> with the functions of span corruption). Where T5 tosses a coin for
/// every token, the number of hidden tokens is fixed here, so that an example never outgrows its row.
/// </summary>
/// <param name="NoiseDensity">Share of tokens that is hidden, at least 0 and below 1; default 0.15. At 0, as in T5, inputs stay whole and the targets are the first sentinel.</param>
public sealed record IidDenoising(double NoiseDensity = 0.15) : Objective
{
    /// <inheritdoc cref="IidDenoising(double)"/>
    public double NoiseDensity { get; } = NoiseDensity is >= 0 and < 1
        ? NoiseDensity
        : throw new RegistryException($"NoiseDensity must be at least 0 and below 1, but is {NoiseDensity}.");

    /// <inheritdoc />
    public override int SegmentLength(BatchShape shape, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var tokens = LongestIn(shape, sentinels: int.MaxValue);
        if (tokens < 2)
            throw new RegistryException(
                $"Denoising of single tokens fits no segment into {shape.Inputs} inputs and {shape.Targets} targets. Raise Inputs and Targets.");
        return Sentinels(tokens) <= vocabulary.SentinelCount ? tokens : throw new RegistryException(
            $"Denoising of single tokens of {tokens} tokens needs up to {Sentinels(tokens)} sentinels, but the vocabulary has " +
            $"{vocabulary.SentinelCount}. Make the vocabulary with more extra ids, lower NoiseDensity or Inputs, or make it the one " +
            "denoiser of a MixtureOfDenoisers, which cuts segments for which the sentinels suffice.");
    }

    /// <summary>The longest segment that fits the shape and for which the sentinels suffice; the error of what is too little.</summary>
    internal int FittedLength(BatchShape shape, Vocabulary vocabulary)
    {
        var tokens = LongestIn(shape, vocabulary.SentinelCount);
        return tokens >= 2 ? tokens : SegmentLength(shape, vocabulary);
    }

    /// <inheritdoc />
    public override TokenizedExample Corrupt(
        ReadOnlySpan<int> tokens, BatchShape shape, Vocabulary vocabulary, ref CounterRandom random)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var mask = NoiseMask.RandomTokens(tokens.Length, NoiseCount(tokens.Length), ref random);
        return new TokenizedExample(
            NoiseMask.SpansToSentinels(tokens, mask, noise: true, vocabulary),
            NoiseMask.SpansToSentinels(tokens, mask, noise: false, vocabulary));
    }

    private int NoiseCount(int tokens) => NoiseMask.Counts(tokens, NoiseDensity, 1).Tokens;

    private int LongestIn(BatchShape shape, int sentinels)
    {
        var tokens = shape.Inputs - 1;
        while (tokens >= 2 && (NoiseCount(tokens) + PlainRuns(tokens) + 1 > shape.Targets || Sentinels(tokens) > sentinels)) tokens--;
        return tokens;
    }

    // At worst every hidden token stands alone: one sentinel each in the inputs, and the plain runs around them in the targets.
    private int Sentinels(int tokens) =>
        Math.Max(Math.Min(NoiseCount(tokens), tokens - NoiseCount(tokens) + 1), PlainRuns(tokens));

    private int PlainRuns(int tokens) => Math.Min(NoiseCount(tokens) + 1, tokens - NoiseCount(tokens));
}
