using ExT5.Core;
using ExT5.Data;

namespace Pretrain;

/// <summary>The sizes of T5 v1.1 that the job offers.</summary>
internal static class ModelSizes
{
    public const string Default = "tiny";

    // Tables are padded so that matrix products run at full speed.
    private const int TableMultiple = 64;

    public static IReadOnlyList<string> Names { get; } = ["tiny", "mini", "small"];

    /// <summary>The model of a size for a vocabulary. No dropout, as ExT5 pre-trains.</summary>
    public static T5Config Of(string name, Vocabulary vocabulary)
    {
        var config = name switch
        {
            "tiny" => Config(modelSize: 128, feedForward: 256, layers: 2, heads: 4),
            "small" => Config(modelSize: 512, feedForward: 1024, layers: 8, heads: 6) with { KeyValueSize = 64 },
            _ => Config(modelSize: 256, feedForward: 512, layers: 4, heads: 4) with { KeyValueSize = 64 },
        };
        return config with
        {
            VocabularySize = (vocabulary.Size + TableMultiple - 1) / TableMultiple * TableMultiple,
            PadId = vocabulary.PadId,
            EosId = vocabulary.EosId,
            DecoderStartId = vocabulary.PadId,
        };
    }

    private static T5Config Config(int modelSize, int feedForward, int layers, int heads) => new()
    {
        ModelSize = modelSize,
        FeedForwardSize = feedForward,
        EncoderLayers = layers,
        DecoderLayers = layers,
        Heads = heads,
        KeyValueSize = modelSize / heads,
        DropoutRate = 0,
    };
}
