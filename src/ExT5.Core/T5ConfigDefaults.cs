namespace ExT5.Core;

/// <summary>What a model type's <c>config.json</c> means where it is silent: the defaults of its class in Transformers 4.41.</summary>
/// <param name="Name"><c>model_type</c>.</param>
/// <param name="ClassPrefix">What its classes' names begin with.</param>
/// <param name="VocabularySize"><c>vocab_size</c>.</param>
/// <param name="FeedForwardSize"><c>d_ff</c>.</param>
/// <param name="Layers"><c>num_layers</c>.</param>
/// <param name="Heads"><c>num_heads</c>.</param>
/// <param name="Projection"><c>feed_forward_proj</c>.</param>
/// <param name="Tied"><c>tie_word_embeddings</c>.</param>
/// <param name="ModelSize"><c>d_model</c>.</param>
/// <param name="DecoderLayers"><c>num_decoder_layers</c>; where there is none, as many as in the encoder.</param>
/// <param name="DecoderStartId"><c>decoder_start_token_id</c>; where there is none, decoders start from padding.</param>
internal sealed record T5ConfigDefaults(
    string Name,
    string ClassPrefix,
    int VocabularySize,
    int FeedForwardSize,
    int Layers,
    int Heads,
    string Projection,
    bool Tied,
    int? DecoderStartId,
    int ModelSize = 512,
    int? DecoderLayers = null)
{
    public const int KeyValueSize = 64;

    private static readonly Dictionary<T5ModelType, T5ConfigDefaults> All = new()
    {
        [T5ModelType.T5] = new("t5", "T5", 32_128, 2_048, 6, 8, "relu", true, null),
        [T5ModelType.MT5] = new("mt5", "MT5", 250_112, 1_024, 8, 6, "gated-gelu", false, 0),
        [T5ModelType.UMT5] = new("umt5", "UMT5", 250_112, 1_024, 8, 6, "gated-gelu", true, 0),
        [T5ModelType.LongT5] = new("longt5", "LongT5", 32_128, 2_048, 6, 8, "relu", true, null),
        [T5ModelType.Switch] = new(
            "switch_transformers", "SwitchTransformers", 32_128, 2_048, 12, 12, "relu", true, null, ModelSize: 768, DecoderLayers: 12),
    };

    private static readonly string[] Suffixes = ["ForConditionalGeneration", "EncoderModel", "Model", "WithLMHeadModel"];

    /// <summary>The names a file may give.</summary>
    public static string[] Names { get; } = [.. All.Values.Select(defaults => defaults.Name)];

    public static T5ConfigDefaults Of(T5ModelType type) => All[type];

    public static T5ModelType Find(string name) => All.First(pair => pair.Value.Name == name).Key;

    /// <summary>The type of a class such as <c>UMT5EncoderModel</c>, or null for one that is not of the family.</summary>
    public static T5ModelType? FindByClass(string name)
    {
        foreach (var (type, defaults) in All)
            if (name is not "" && Suffixes.Contains(name.StartsWith(defaults.ClassPrefix, StringComparison.Ordinal) ? name[defaults.ClassPrefix.Length..] : ""))
                return type;
        return null;
    }
}
