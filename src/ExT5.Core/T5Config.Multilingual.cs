namespace ExT5.Core;

/// <content>The published multilingual sizes: mT5, ByT5 and UMT5.</content>
public sealed partial record T5Config
{
    /// <summary>google/mt5-small: 300 M parameters, T5 1.1 over 250112 pieces of 101 languages.</summary>
    public static T5Config MT5Small => Multilingual(V11Small);

    /// <summary>google/mt5-base: 582 M parameters.</summary>
    public static T5Config MT5Base => Multilingual(V11Base);

    /// <summary>google/mt5-large: 1.23 G parameters.</summary>
    public static T5Config MT5Large => Multilingual(V11Large);

    /// <summary>google/mt5-xl: 3.74 G parameters.</summary>
    public static T5Config MT5XL => Multilingual(V11XL);

    /// <summary>google/mt5-xxl: 12.9 G parameters.</summary>
    public static T5Config MT5XXL => Multilingual(V11XXL);

    /// <summary>google/byt5-small: 300 M parameters, T5 1.1 over bytes with three times as many encoder as decoder blocks.</summary>
    public static T5Config ByT5Small => V11Small with
    {
        VocabularySize = 384,
        ModelSize = 1_472,
        FeedForwardSize = 3_584,
        Heads = 6,
        EncoderLayers = 12,
        DecoderLayers = 4,
    };

    /// <summary>google/byt5-base: 582 M parameters.</summary>
    public static T5Config ByT5Base => V11Small with
    {
        VocabularySize = 384,
        ModelSize = 1_536,
        FeedForwardSize = 3_968,
        Heads = 12,
        EncoderLayers = 18,
        DecoderLayers = 6,
    };

    /// <summary>google/byt5-large: 1.23 G parameters.</summary>
    public static T5Config ByT5Large => V11Small with
    {
        VocabularySize = 384,
        ModelSize = 1_536,
        FeedForwardSize = 3_840,
        Heads = 16,
        EncoderLayers = 36,
        DecoderLayers = 12,
    };

    /// <summary>google/byt5-xl: 3.74 G parameters.</summary>
    public static T5Config ByT5XL => V11Small with
    {
        VocabularySize = 384,
        ModelSize = 2_560,
        FeedForwardSize = 6_720,
        Heads = 32,
        EncoderLayers = 36,
        DecoderLayers = 12,
    };

    /// <summary>google/byt5-xxl: 12.9 G parameters.</summary>
    public static T5Config ByT5XXL => V11Small with
    {
        VocabularySize = 384,
        ModelSize = 4_672,
        FeedForwardSize = 12_352,
        Heads = 64,
        EncoderLayers = 36,
        DecoderLayers = 12,
    };

    /// <summary>google/umt5-small: 307 M parameters, a relative bias in every block, 256384 pieces.</summary>
    public static T5Config UMT5Small => PerBlockBias(V11Small);

    /// <summary>google/umt5-base.</summary>
    public static T5Config UMT5Base => PerBlockBias(V11Base);

    /// <summary>google/umt5-xl.</summary>
    public static T5Config UMT5XL => PerBlockBias(V11XL);

    /// <summary>google/umt5-xxl.</summary>
    public static T5Config UMT5XXL => PerBlockBias(V11XXL);

    private static T5Config Multilingual(T5Config size) => size with { ModelType = T5ModelType.MT5, VocabularySize = 250_112 };

    private static T5Config PerBlockBias(T5Config size) => size with { ModelType = T5ModelType.UMT5, VocabularySize = 256_384 };
}
