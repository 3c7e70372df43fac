namespace ExT5.Core;

/// <summary>How many trained values a configuration asks for, part by part.</summary>
internal static class T5ConfigSizes
{
    public static long ParameterCount(T5Config config)
    {
        var table = (long)config.VocabularySize * config.ModelSize;
        var encoder = config.EncoderLayers * EncoderBlock(config)
            + Experts(config, config.EncoderLayers, config.Experts?.EncoderStep)
            + Biases(config, config.EncoderLayers) + config.ModelSize;
        if (config.EncoderAttention == EncoderAttention.TransientGlobal)
            encoder += (long)config.EncoderLayers * config.ModelSize + Biases(config, 1);
        if (config.EncoderOnly)
            return table + encoder;
        var decoder = config.DecoderLayers * DecoderBlock(config)
            + Experts(config, config.DecoderLayers, config.Experts?.DecoderStep)
            + Biases(config, config.DecoderLayers) + config.ModelSize;
        return (config.TieWordEmbeddings ? 1 : 2) * table + encoder + decoder;
    }

    private static long EncoderBlock(T5Config config) => Attention(config) + FeedForward(config) + 2L * config.ModelSize;

    private static long DecoderBlock(T5Config config) => 2 * Attention(config) + FeedForward(config) + 3L * config.ModelSize;

    private static long Attention(T5Config config) => 4L * config.ModelSize * config.Heads * config.KeyValueSize;

    private static long FeedForward(T5Config config) =>
        (ActivationForm.Of(config.Activation).Gated ? 3L : 2L) * config.ModelSize * config.FeedForwardSize;

    /// <summary>What sparse layers have beyond the one feed-forward of a dense one.</summary>
    private static long Experts(T5Config config, int layers, int? step)
    {
        if (config.Experts is not { } experts)
            return 0;
        var router = (long)experts.Count * (config.ModelSize + (experts.RouterBias ? 1 : 0));
        return Enumerable.Range(0, layers).Count(i => ExpertsConfig.IsSparse(i, step!.Value))
            * (router + (experts.Count - 1L) * FeedForward(config));
    }

    private static long Biases(T5Config config, int layers) =>
        (long)config.RelativeAttentionBuckets * config.Heads * (config.BiasPerBlock ? layers : 1);
}
