using ExT5.Core;

namespace ExT5.Stress;

/// <summary>Models that take milliseconds a step: what is tried is how often operations meet collections, not their size.</summary>
internal static class TinyModel
{
    public static T5Config Config { get; } = new()
    {
        VocabularySize = 384,
        ModelSize = 32,
        KeyValueSize = 8,
        FeedForwardSize = 48,
        Heads = 4,
        EncoderLayers = 2,
        DecoderLayers = 2,
        DropoutRate = 0,
    };

    public static T5Config Experts { get; } = Config with
    {
        ModelType = T5ModelType.Switch,
        Activation = FeedForwardActivation.Relu,
        Experts = new() { Count = 3, Capacity = 10, ZLoss = 0.01, LoadBalancingLoss = 0.01, JitterNoise = 0 },
    };

    public static T5Config Local { get; } = Config with { ModelType = T5ModelType.LongT5, EncoderAttention = EncoderAttention.Local, LocalRadius = 4 };

    public static T5Config Global { get; } = Local with { EncoderAttention = EncoderAttention.TransientGlobal, GlobalBlockSize = 4 };

    public static T5Model Shared { get; } = Make(Config);

    public static string[] Inputs { get; } = ["one text", "a second text that is longer", "3"];

    public static T5Model Make(T5Config config, T5ModelOptions? options = null) =>
        new(config, options ?? new T5ModelOptions { Seed = 7, Kernel = new ReferenceKernel() });
}
