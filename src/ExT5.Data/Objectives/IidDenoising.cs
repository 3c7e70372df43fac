namespace ExT5.Data;

/// <summary>
/// Denoising of single tokens: each token is equally likely to be hidden, whatever its neighbours; runs of hidden tokens
/// become one sentinel (T5, <c>iid_noise_mask</c> with the functions of span corruption). Where T5 tosses a coin for
/// every token, the number of hidden tokens is fixed here, so that an example never outgrows its row.
/// </summary>
/// <param name="NoiseDensity">Share of tokens that is hidden, above 0 and below 1; default 0.15.</param>
public sealed record IidDenoising(double NoiseDensity = 0.15) : Objective
{
    /// <inheritdoc cref="IidDenoising(double)"/>
    public double NoiseDensity { get; } = NoiseDensity is > 0 and < 1
        ? NoiseDensity
        : throw new RegistryException($"NoiseDensity must be above 0 and below 1, but is {NoiseDensity}.");

    /// <inheritdoc />
    public override int SegmentLength(BatchShape shape, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var tokens = shape.Inputs - 1;
        while (tokens >= 2 && !Fits(tokens, shape, vocabulary)) tokens--;
        return tokens >= 2
            ? tokens
            : throw new RegistryException(
                $"Denoising of single tokens fits no segment into {shape.Inputs} inputs and {shape.Targets} targets with " +
                $"{vocabulary.SentinelCount} sentinels. Raise Inputs and Targets.");
    }

    /// <inheritdoc />
    public override TokenizedExample Corrupt(
        ReadOnlySpan<int> tokens, BatchShape shape, Vocabulary vocabulary, ref CounterRandom random)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var mask = NoiseMask.RandomTokens(tokens.Length, NoiseCount(tokens.Length), ref random);
        var firstSentinel = vocabulary.SentinelId(0);
        return new TokenizedExample(
            NoiseMask.SpansToSentinels(tokens, mask, noise: true, firstSentinel),
            NoiseMask.SpansToSentinels(tokens, mask, noise: false, firstSentinel));
    }

    private int NoiseCount(int tokens) => NoiseMask.Counts(tokens, NoiseDensity, 1).Tokens;

    // At worst every hidden token stands alone: one sentinel each in the inputs, and the plain runs around them in the targets.
    private bool Fits(int tokens, BatchShape shape, Vocabulary vocabulary)
    {
        var noise = NoiseCount(tokens);
        var plainRuns = Math.Min(noise + 1, tokens - noise);
        return tokens + 1 <= shape.Inputs && noise + plainRuns + 1 <= shape.Targets
            && Math.Max(Math.Min(noise, tokens - noise + 1), plainRuns) <= vocabulary.SentinelCount;
    }
}
