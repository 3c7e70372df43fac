namespace ExT5.Data;

/// <summary>
/// T5's span denoising: random spans are replaced by sentinels in the inputs, and the targets are the sentinels with
/// what they replaced (T5, <c>span_corruption</c>; paper section 3). With the defaults a row of 512 inputs takes 568
/// raw tokens and gives 114 targets.
/// </summary>
/// <param name="NoiseDensity">Share of tokens that is hidden, at least 0 and below 1; default 0.15. At 0, as in T5, inputs stay whole and the targets are the first sentinel.</param>
/// <param name="MeanSpanLength">Mean length of a hidden span in tokens, at least 1; default 3.</param>
/// <param name="MaxInputs">
/// Most inputs of an example, EOS included, at least 2; null, as in T5, fills the row. Less puts several segments into a
/// packed row: more, shorter examples for the same compute.
/// </param>
public sealed record SpanCorruption(double NoiseDensity = 0.15, double MeanSpanLength = 3.0, int? MaxInputs = null) : Objective
{
    /// <inheritdoc cref="SpanCorruption(double, double, int?)"/>
    public double NoiseDensity { get; } = NoiseDensity is >= 0 and < 1
        ? NoiseDensity
        : throw new RegistryException($"NoiseDensity must be at least 0 and below 1, but is {NoiseDensity}.");

    /// <inheritdoc cref="SpanCorruption(double, double, int?)"/>
    public double MeanSpanLength { get; } = MeanSpanLength >= 1 && double.IsFinite(MeanSpanLength)
        ? MeanSpanLength
        : throw new RegistryException($"MeanSpanLength must be at least 1, but is {MeanSpanLength}.");

    /// <inheritdoc cref="SpanCorruption(double, double, int?)"/>
    public int? MaxInputs { get; } = MaxInputs is null or >= 2
        ? MaxInputs
        : throw new RegistryException($"MaxInputs must be at least 2, but is {MaxInputs}.");

    /// <summary>Raw tokens that fill rows of a length, and the targets they give, EOS included.</summary>
    /// <param name="inputs">Encoder length of a row in tokens.</param>
    internal (int Tokens, int Targets) Lengths(int inputs)
    {
        var tokens = inputs - 1;
        while (Filled(tokens + 1).Inputs <= inputs) tokens++;
        var targets = Filled(tokens).Targets;
        // T5's exception: with half the tokens hidden, targets could come out one longer than inputs.
        return NoiseDensity == 0.5 && targets > inputs ? (tokens - 1, targets - 1) : (tokens, targets);
    }

    /// <summary>The same with segments so short that their targets fit the shape and the sentinels suffice.</summary>
    internal SpanCorruption FittedTo(BatchShape shape, Vocabulary vocabulary)
    {
        var inputs = Math.Min(shape.Inputs, MaxInputs ?? shape.Inputs);
        for (; inputs > 2; inputs--)
        {
            var (tokens, targets) = Lengths(inputs);
            if (targets <= shape.Targets && Spans(tokens) <= vocabulary.SentinelCount) break;
        }

        return new(NoiseDensity, MeanSpanLength, inputs);
    }

    /// <inheritdoc />
    public override int SegmentLength(BatchShape shape, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var inputs = Math.Min(shape.Inputs, MaxInputs ?? shape.Inputs);
        var (tokens, targets) = Lengths(inputs);
        if (tokens < 2 || targets > shape.Targets)
            throw new RegistryException(
                $"Span corruption of rows with {inputs} inputs needs {targets} targets, but the shape has " +
                $"{shape.Targets}. Raise Targets or lower Inputs or NoiseDensity.");
        return Spans(tokens) <= vocabulary.SentinelCount ? tokens : throw new RegistryException(
            $"Span corruption of rows with {inputs} inputs ({tokens} tokens) needs {Spans(tokens)} sentinels, but the vocabulary has " +
            $"{vocabulary.SentinelCount}. Make the vocabulary with more extra ids, lower MaxInputs or NoiseDensity, or raise MeanSpanLength.");
    }

    /// <inheritdoc />
    public override TokenizedExample Corrupt(
        ReadOnlySpan<int> tokens, BatchShape shape, Vocabulary vocabulary, ref CounterRandom random)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var mask = NoiseMask.RandomSpans(tokens.Length, NoiseDensity, MeanSpanLength, ref random);
        return new TokenizedExample(
            NoiseMask.SpansToSentinels(tokens, mask, noise: true, vocabulary),
            NoiseMask.SpansToSentinels(tokens, mask, noise: false, vocabulary));
    }

    // What is not hidden takes a sentinel in the targets, also where nothing is hidden.
    private int Spans(int tokens) => Math.Max(1, NoiseMask.Counts(tokens, NoiseDensity, MeanSpanLength).Spans);

    private (int Inputs, int Targets) Filled(int tokens)
    {
        var noise = (int)Math.Round(tokens * NoiseDensity);
        var spans = (int)Math.Round(noise / MeanSpanLength);
        return (tokens - noise + spans + 1, noise + spans + 1);
    }
}
