namespace ExT5.Core;

/// <content>The published sizes: t5-small ... t5-11b and google/t5-v1_1-small ... xxl.</content>
public sealed partial record T5Config
{
    /// <summary>t5-small: 60 M parameters, ReLU, tied embeddings.</summary>
    public static T5Config V10Small { get; } = new()
    {
        ModelSize = 512,
        FeedForwardSize = 2_048,
        EncoderLayers = 6,
        DecoderLayers = 6,
        Heads = 8,
        Activation = FeedForwardActivation.Relu,
        TieWordEmbeddings = true,
    };

    /// <summary>t5-base: 223 M parameters.</summary>
    public static T5Config V10Base { get; } = V10Small with
    {
        ModelSize = 768,
        FeedForwardSize = 3_072,
        EncoderLayers = 12,
        DecoderLayers = 12,
        Heads = 12,
    };

    /// <summary>t5-large: 738 M parameters.</summary>
    public static T5Config V10Large { get; } = V10Small with
    {
        ModelSize = 1_024,
        FeedForwardSize = 4_096,
        EncoderLayers = 24,
        DecoderLayers = 24,
        Heads = 16,
    };

    /// <summary>t5-3b: 2.9 G parameters.</summary>
    public static T5Config V10XL { get; } = V10Large with { KeyValueSize = 128, FeedForwardSize = 16_384, Heads = 32 };

    /// <summary>t5-11b: 11.3 G parameters.</summary>
    public static T5Config V10XXL { get; } = V10XL with { FeedForwardSize = 65_536, Heads = 128 };

    /// <summary>google/t5-v1_1-small: 77 M parameters, gated GELU, untied output head.</summary>
    public static T5Config V11Small { get; } = new()
    {
        ModelSize = 512,
        FeedForwardSize = 1_024,
        EncoderLayers = 8,
        DecoderLayers = 8,
        Heads = 6,
    };

    /// <summary>google/t5-v1_1-base: 248 M parameters; the size of ExT5's base model.</summary>
    public static T5Config V11Base { get; } = V11Small with
    {
        ModelSize = 768,
        FeedForwardSize = 2_048,
        EncoderLayers = 12,
        DecoderLayers = 12,
        Heads = 12,
    };

    /// <summary>google/t5-v1_1-large: 783 M parameters.</summary>
    public static T5Config V11Large { get; } = V11Small with
    {
        ModelSize = 1_024,
        FeedForwardSize = 2_816,
        EncoderLayers = 24,
        DecoderLayers = 24,
        Heads = 16,
    };

    /// <summary>google/t5-v1_1-xl: 2.8 G parameters.</summary>
    public static T5Config V11XL { get; } = V11Large with { ModelSize = 2_048, FeedForwardSize = 5_120, Heads = 32 };

    /// <summary>google/t5-v1_1-xxl: 11.1 G parameters.</summary>
    public static T5Config V11XXL { get; } = V11Large with { ModelSize = 4_096, FeedForwardSize = 10_240, Heads = 64 };
}
