using System.Text.Json;

namespace ExT5.Core;

/// <summary>Reads Hugging Face's <c>config.json</c>. Keys that do not shape the model are left alone.</summary>
internal static class T5ConfigFile
{
    private const long MaxBytes = 1 << 20;

    public static T5Config Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var document = Parse(path);
        var json = new T5ConfigJson(path, document.RootElement);
        var type = T5ConfigDefaults.Find(json.RequireOneOf("model_type", "t5", T5ConfigDefaults.Names));
        var defaults = T5ConfigDefaults.Of(type);
        // Without a model type, silence about sizes more likely means another kind of file.
        int? Size(int value) => json.Has("model_type") ? value : null;
        var layers = json.Int("num_hidden_layers", json.Int("num_layers", Size(defaults.Layers)));
        var decoderLayers = json.Int("num_decoder_layers", defaults.DecoderLayers ?? layers);
        var pad = json.Int("pad_token_id", 0);
        var config = new T5Config
        {
            ModelType = type,
            EncoderOnly = json.FirstOf("architectures").EndsWith("EncoderModel", StringComparison.Ordinal),
            VocabularySize = json.Int("vocab_size", Size(defaults.VocabularySize)),
            ModelSize = json.Int("hidden_size", json.Int("d_model", Size(defaults.ModelSize))),
            KeyValueSize = json.Int("d_kv", Size(T5ConfigDefaults.KeyValueSize)),
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
            TieWordEmbeddings = json.Bool("tie_word_embeddings", defaults.Tied),
            InitializerFactor = json.Double("initializer_factor", 1),
            PadId = pad,
            EosId = json.Int("eos_token_id", 1),
            DecoderStartId = json.Int("decoder_start_token_id", defaults.DecoderStartId ?? pad),
        };
        json.CheckRanges(config);
        return config;
    }

    /// <summary>Parses a small JSON file of a model folder.</summary>
    /// <exception cref="T5ConfigException">It is absent, too large or no JSON.</exception>
    internal static JsonDocument Parse(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new T5ConfigException($"There is no file '{path}'. A model folder holds a config.json beside its weights.");
        if (file.Length > MaxBytes)
            throw new T5ConfigException($"'{path}' has {file.Length:N0} bytes; a config.json has at most {MaxBytes:N0}.");
        try
        {
            var bytes = File.ReadAllBytes(path);
            RequireText(bytes);
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new T5ConfigException($"'{path}' is not valid JSON: {cause.Message}", cause);
        }
    }

    // A document looks at its strings only when asked for one: halves of surrogate pairs and broken UTF-8 pass till then.
    private static void RequireText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
    }
}
