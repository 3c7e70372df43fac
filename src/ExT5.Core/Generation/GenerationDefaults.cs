namespace ExT5.Core;

/// <summary>How a <see cref="T5Generator"/> generates when a call does not say.</summary>
/// <param name="Strategy">How tokens are chosen.</param>
/// <param name="Limits">How much is generated. Its ids of the end hold for calls with limits of their own too, unless those name some.</param>
public sealed partial record GenerationDefaults(DecodingStrategy Strategy, GenerationLimits Limits)
{
    /// <summary>Greedy search, at most 128 new tokens.</summary>
    public GenerationDefaults()
        : this(new GreedySearch(), new GenerationLimits())
    {
    }

    /// <summary>Id the decoder starts from; <see langword="null"/>: that of the model's configuration.</summary>
    public int? DecoderStartId { get; init; }
}
