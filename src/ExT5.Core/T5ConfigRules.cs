namespace ExT5.Core;

/// <summary>The range of every value of a <see cref="T5Config"/>; upper limits stop a hostile file before allocation.</summary>
internal static class T5ConfigRules
{
    private const int MaxVocabulary = 1 << 22;
    private const int MaxLayers = 1_000;
    private const int MaxModelSize = 65_536;
    private const int MaxFeedForwardSize = 1 << 20;
    private const int MaxHeads = 1_024;
    private const int MaxHeadSize = 4_096;
    private const int MaxBuckets = 4_096;
    private const int MaxSpan = 1 << 20;
    private const long MaxParameters = 1L << 40;

    public static void Check(T5Config config)
    {
        CheckModelType(config);
        Whole(nameof(config.VocabularySize), config.VocabularySize, 2, MaxVocabulary);
        Whole(nameof(config.ModelSize), config.ModelSize, 1, MaxModelSize);
        Whole(nameof(config.KeyValueSize), config.KeyValueSize, 1, MaxHeadSize);
        Whole(nameof(config.FeedForwardSize), config.FeedForwardSize, 1, MaxFeedForwardSize);
        Whole(nameof(config.EncoderLayers), config.EncoderLayers, 1, MaxLayers);
        Whole(nameof(config.DecoderLayers), config.DecoderLayers, 1, MaxLayers);
        Whole(nameof(config.Heads), config.Heads, 1, MaxHeads);
        Whole(nameof(config.RelativeAttentionBuckets), config.RelativeAttentionBuckets, 4, MaxBuckets);
        CheckDistances(config);
        Fraction(nameof(config.DropoutRate), config.DropoutRate, config.DropoutRate is >= 0 and < 1, "in [0, 1)");
        Fraction(nameof(config.LayerNormEpsilon), config.LayerNormEpsilon, config.LayerNormEpsilon is > 0 and < 1, "in (0, 1)");
        Fraction(
            nameof(config.InitializerFactor), config.InitializerFactor, config.InitializerFactor is > 0 and <= 1_000, "in (0, 1000]");
        if (!Enum.IsDefined(config.Activation))
            throw new T5ConfigException($"Activation is {(int)config.Activation}; use a value of FeedForwardActivation.");
        Whole(nameof(config.PadId), config.PadId, 0, config.VocabularySize - 1);
        Whole(nameof(config.EosId), config.EosId, 0, config.VocabularySize - 1);
        foreach (var id in config.OtherEosIds)
            Whole(nameof(config.OtherEosIds), id, 0, config.VocabularySize - 1);
        if (config.EosIds.Distinct().Count() < config.EosIds.Count)
            throw new T5ConfigException($"OtherEosIds is {config.OtherEosIds}, EosId {config.EosId}; name each id that ends a sequence once.");
        Whole(nameof(config.DecoderStartId), config.DecoderStartId, 0, config.VocabularySize - 1);
        if (config.ParameterCount > MaxParameters)
            throw new T5ConfigException(
                $"The sizes together give {config.ParameterCount:N0} parameters; at most {MaxParameters:N0} are allowed. Reduce a size.");
    }

    private static void CheckModelType(T5Config config)
    {
        if (!Enum.IsDefined(config.ModelType))
            throw new T5ConfigException($"ModelType is {(int)config.ModelType}; use a value of T5ModelType.");
        if (!Enum.IsDefined(config.EncoderAttention))
            throw new T5ConfigException($"EncoderAttention is {(int)config.EncoderAttention}; use a value of EncoderAttention.");
        if (config.ModelType == T5ModelType.LongT5 == (config.EncoderAttention == EncoderAttention.Full))
            throw new T5ConfigException(
                $"EncoderAttention is {config.EncoderAttention} in a {config.ModelType} model; LongT5 has Local or TransientGlobal, every other type Full.");
        ExpertsConfigRules.Check(config);
        Whole(nameof(config.LocalRadius), config.LocalRadius, 1, MaxSpan);
        Whole(nameof(config.GlobalBlockSize), config.GlobalBlockSize, 1, MaxSpan);
    }

    private static void CheckDistances(T5Config config)
    {
        if (config.RelativeAttentionBuckets % 2 != 0)
            throw new T5ConfigException(
                $"RelativeAttentionBuckets is {config.RelativeAttentionBuckets}; it must be even, half of the encoder's buckets look each way.");
        // Causal attention counts distances one by one up to half the buckets; the logarithmic part must start below the maximum.
        Whole(
            nameof(config.RelativeAttentionMaxDistance),
            config.RelativeAttentionMaxDistance,
            config.RelativeAttentionBuckets / 2 + 1,
            MaxSpan);
    }

    private static void Whole(string name, int value, int least, int most)
    {
        if (value < least || value > most)
            throw new T5ConfigException($"{name} is {value}; allowed is {least} to {most}.");
    }

    private static void Fraction(string name, double value, bool allowed, string range)
    {
        if (!allowed)
            throw new T5ConfigException($"{name} is {value}; it must lie {range}.");
    }
}
