namespace ExT5.Data;

/// <summary>
/// Prefix language modelling: the inputs are the beginning of a segment, the targets its continuation, cut at a
/// uniformly random place (T5, <c>prefix_lm</c>; the S-denoiser of UL2).
/// </summary>
public sealed record PrefixLanguageModel : Objective
{
    /// <inheritdoc />
    public override int SegmentLength(BatchShape shape, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Inputs >= 3
            ? shape.Inputs - 1
            : throw new RegistryException($"Prefix language modelling needs rows of at least 3 inputs, but the shape has {shape.Inputs}.");
    }

    /// <inheritdoc />
    public override TokenizedExample Corrupt(
        ReadOnlySpan<int> tokens, BatchShape shape, Vocabulary vocabulary, ref CounterRandom random)
    {
        ArgumentNullException.ThrowIfNull(shape);
        // The continuation must fit the targets with its EOS, and neither part may be empty.
        var shortest = Math.Max(1, tokens.Length - (shape.Targets - 1));
        var prefix = shortest + random.NextInt32(tokens.Length - shortest);
        return new TokenizedExample(tokens[..prefix].ToArray(), tokens[prefix..].ToArray());
    }
}
