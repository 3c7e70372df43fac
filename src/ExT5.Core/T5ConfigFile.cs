using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExT5.Core;

/// <summary>Reads and writes Hugging Face's <c>config.json</c>. Keys that do not shape the model are left alone.</summary>
internal static class T5ConfigFile
{
    private const long MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // mT5 is T5 v1.1 with another vocabulary; UMT5, LongT5 and Switch are other networks.
    private static readonly string[] ModelTypes = ["t5", "mt5"];

    private static readonly Dictionary<string, FeedForwardActivation> Activations = new()
    {
        ["relu"] = FeedForwardActivation.Relu,
        ["gated-gelu"] = FeedForwardActivation.GatedGelu,
        ["gated-silu"] = FeedForwardActivation.GatedSilu,
    };

    public static T5Config Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var document = Parse(path);
        var json = new T5ConfigJson(path, document.RootElement);
        json.RequireOneOf("model_type", "t5", ModelTypes);
        var layers = json.Int("num_layers");
        var config = new T5Config
        {
            VocabularySize = json.Int("vocab_size"),
            ModelSize = json.Int("d_model"),
            KeyValueSize = json.Int("d_kv"),
            FeedForwardSize = json.Int("d_ff"),
            EncoderLayers = layers,
            DecoderLayers = json.Int("num_decoder_layers", layers),
            Heads = json.Int("num_heads"),
            RelativeAttentionBuckets = json.Int("relative_attention_num_buckets", 32),
            RelativeAttentionMaxDistance = json.Int("relative_attention_max_distance", 128),
            DropoutRate = json.Double("dropout_rate", 0.1),
            LayerNormEpsilon = json.Double("layer_norm_epsilon", 1e-6),
            Activation = Activations[json.RequireOneOf("feed_forward_proj", "relu", [.. Activations.Keys])],
            TieWordEmbeddings = json.Bool("tie_word_embeddings", true),
            InitializerFactor = json.Double("initializer_factor", 1),
            PadId = json.Int("pad_token_id", 0),
            EosId = json.Int("eos_token_id", 1),
            DecoderStartId = json.Int("decoder_start_token_id", json.Int("pad_token_id", 0)),
        };
        json.CheckRanges(config);
        return config;
    }

    public static void Write(T5Config config, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        config.Validate();
        var projection = Activations.First(pair => pair.Value == config.Activation).Key;
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray("T5ForConditionalGeneration"),
            ["model_type"] = "t5",
            ["is_encoder_decoder"] = true,
            ["vocab_size"] = config.VocabularySize,
            ["d_model"] = config.ModelSize,
            ["d_kv"] = config.KeyValueSize,
            ["d_ff"] = config.FeedForwardSize,
            ["num_layers"] = config.EncoderLayers,
            ["num_decoder_layers"] = config.DecoderLayers,
            ["num_heads"] = config.Heads,
            ["relative_attention_num_buckets"] = config.RelativeAttentionBuckets,
            ["relative_attention_max_distance"] = config.RelativeAttentionMaxDistance,
            ["dropout_rate"] = config.DropoutRate,
            ["layer_norm_epsilon"] = config.LayerNormEpsilon,
            ["feed_forward_proj"] = projection,
            ["tie_word_embeddings"] = config.TieWordEmbeddings,
            ["initializer_factor"] = config.InitializerFactor,
            ["pad_token_id"] = config.PadId,
            ["eos_token_id"] = config.EosId,
            ["decoder_start_token_id"] = config.DecoderStartId,
            ["torch_dtype"] = "float32",
            ["use_cache"] = true,
        };
        File.WriteAllText(path, json.ToJsonString(Indented) + "\n");
    }

    private static JsonDocument Parse(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new T5ConfigException($"There is no file '{path}'. A model folder holds a config.json beside its weights.");
        if (file.Length > MaxBytes)
            throw new T5ConfigException($"'{path}' has {file.Length:N0} bytes; a config.json has at most {MaxBytes:N0}.");
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException cause)
        {
            throw new T5ConfigException($"'{path}' is not valid JSON: {cause.Message}", cause);
        }
    }
}
