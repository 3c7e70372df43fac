using System.Text.Json;

namespace ExT5.Core;

/// <summary>Reads Hugging Face's <c>config.json</c>.</summary>
internal static class T5ConfigFile
{
    public static T5Config Read(string path) => Read(path, out _);

    /// <param name="path">The file.</param>
    /// <param name="head">What it says of the output head, which the weights have to settle.</param>
    public static T5Config Read(string path, out SavedHead head)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var document = Parse(path);
        var json = new T5ConfigJson(path, document.RootElement);
        var type = Type(json);
        var defaults = T5ConfigDefaults.Of(type);
        T5ConfigKeys.Check(json, type);
        head = SavedHead.Read(json, type, defaults);
        // Without a model type, silence about sizes more likely means another kind of file.
        int? Size(int value) => json.Has("model_type") ? value : null;
        var layers = json.Int("num_hidden_layers", json.Int("num_layers", Size(defaults.Layers)));
        var decoderLayers = json.Int("num_decoder_layers", defaults.DecoderLayers ?? layers);
        var pad = json.Int("pad_token_id", 0);
        var ends = json.Ids("eos_token_id", 1);
        var config = new T5Config
        {
            ModelType = type,
            EncoderOnly = json.FirstOf("architectures").EndsWith("EncoderModel", StringComparison.Ordinal),
            VocabularySize = json.Int("vocab_size", Size(defaults.VocabularySize)),
            ModelSize = json.Int("hidden_size", json.Int("d_model", Size(defaults.ModelSize))),
            KeyValueSize = json.Int("head_dim", json.Int("d_kv", Size(T5ConfigDefaults.KeyValueSize))),
            FeedForwardSize = json.Int("d_ff", Size(defaults.FeedForwardSize)),
            EncoderLayers = layers,
            DecoderLayers = decoderLayers,
            Heads = json.Int("num_attention_heads", json.Int("num_heads", Size(defaults.Heads))),
            RelativeAttentionBuckets = json.Int("relative_attention_num_buckets", 32),
            RelativeAttentionMaxDistance = json.Int("relative_attention_max_distance", 128),
            EncoderAttention = type == T5ModelType.LongT5 ? T5ConfigNames.ReadAttention(json) : EncoderAttention.Full,
            LocalRadius = json.Int("local_radius", 127),
            GlobalBlockSize = json.Int("global_block_size", 16),
            DropoutRate = json.Double("dropout_rate", 0.1),
            LayerNormEpsilon = json.Double("layer_norm_epsilon", 1e-6),
            Activation = type == T5ModelType.Switch
                ? ExpertsConfigFile.ReadActivation(json)
                : T5ConfigNames.ReadActivation(json, defaults.Projection),
            Experts = type == T5ModelType.Switch ? ExpertsConfigFile.Read(json, layers, decoderLayers) : null,
            TieWordEmbeddings = head.Tied,
            ScaleDecoderOutputs = head.Scaled == head.Tied ? null : head.Scaled,
            InitializerFactor = json.Double("initializer_factor", 1),
            PadId = pad,
            EosId = ends[0],
            OtherEosIds = ends[1..],
            DecoderStartId = json.Int("decoder_start_token_id", defaults.DecoderStartId ?? pad),
        };
        json.CheckRanges(config);
        return config;
    }

    /// <summary>Parses a small JSON file of a model folder.</summary>
    /// <exception cref="T5ConfigException">It is absent, too large or no JSON.</exception>
    internal static JsonDocument Parse(string path) =>
        JsonFile.Parse(path, "A model folder holds a config.json beside its weights.", (message, cause) => new T5ConfigException(message, cause));

    // Google's UMT5 files name their class only.
    private static T5ModelType Type(T5ConfigJson json)
    {
        var named = json.Has("model_type") ? null : T5ConfigDefaults.FindByClass(json.FirstOf("architectures"));
        return named ?? T5ConfigDefaults.Find(json.RequireOneOf("model_type", "t5", T5ConfigDefaults.Names));
    }
}
