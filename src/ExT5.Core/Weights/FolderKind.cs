namespace ExT5.Core;

/// <summary>Says what a folder is that was taken for another kind of folder, and how to open it.</summary>
internal static class FolderKind
{
    private const string AdapterConfig = "adapter_config.json";
    private const string Pickle = "is a Python pickle, which could run code, and is not read";

    private static readonly string[] TokenizerFiles =
        ["spiece.model", "sentencepiece.model", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"];

    // Each kind of weights that other programs write, and what makes it readable.
    private static readonly (Predicate<string> Is, Func<string, string> Advice)[] OtherWeights =
    [
        (name => name.EndsWith(".bin", StringComparison.Ordinal) || name.EndsWith(".bin.index.json", StringComparison.Ordinal),
            name => $"'{name}' {Pickle}: load the folder in Transformers and save it with save_pretrained, which writes model.safetensors."),
        (name => Path.GetExtension(name) is ".pt" or ".pth" or ".ckpt" or ".pkl", name => $"'{name}' {Pickle}: save the model with Transformers' save_pretrained."),
        (name => name.StartsWith("tf_model", StringComparison.Ordinal) || Path.GetExtension(name) is ".h5" or ".msgpack",
            name => $"'{name}' holds weights of TensorFlow or Flax: load the folder in Transformers (from_tf, from_flax) and save it with save_pretrained."),
        (name => Path.GetExtension(name) is ".onnx" or ".gguf", name => $"'{name}' is an export that holds no model to train: get the folder it was made from."),
    ];

    /// <summary>Refuses a folder without <c>config.json</c> with what it is.</summary>
    /// <exception cref="T5ConfigException">It is no folder, or has no configuration.</exception>
    public static void RequireModel(string folder)
    {
        if (!Directory.Exists(folder))
            throw new T5ConfigException(
                File.Exists(folder)
                    ? $"'{folder}' is a file; name the folder that holds it, with a config.json beside the weights."
                    : $"There is no folder '{folder}'.");
        if (!File.Exists(Path.Combine(folder, ModelFolder.ConfigFileName)))
            throw new T5ConfigException(
                $"There is no '{Path.Combine(folder, ModelFolder.ConfigFileName)}'. {Explain(folder) ?? "A model folder holds a config.json beside its weights."}");
    }

    /// <summary>What a folder without weights of a model has instead, or null.</summary>
    public static string? Explain(string folder)
    {
        var names = Names(folder);
        if (names.Contains(AdapterConfig))
            return "The folder holds an adapter (LoRA, IA3 or a prompt), not a model: load the model it was trained on with T5Model.Load, " +
                $"then T5Adapter.Load(model, folder). '{AdapterConfig}' names that model in \"base_model_name_or_path\".";
        foreach (var (matches, advice) in OtherWeights)
            if (names.Find(matches) is { } name)
                return advice(name);
        if (names.Exists(ShardName.IsShard) || names.Contains(ShardName.Single))
            return names.Contains(ModelFolder.ConfigFileName) ? null : "The folder holds weights without the config.json that belongs to them: copy it too.";
        return names.Find(TokenizerFiles.Contains) is { } tokenizer
            ? $"The folder holds only a tokenizer ('{tokenizer}') and no model: name the model's folder, and give this one where a tokenizer is asked for."
            : null;
    }

    /// <summary>What a folder without an adapter has instead, or null.</summary>
    public static string? ExplainNoAdapter(string folder)
    {
        if (!Directory.Exists(folder))
            return $"There is no folder '{folder}'.";
        var names = Names(folder);
        return names.Contains(ModelFolder.ConfigFileName)
            ? "The folder holds a model, not an adapter: load it with T5Model.Load."
            : names.Contains("adapter_model.safetensors") ? "The folder holds an adapter's weights without its configuration: copy that too."
            : Explain(folder);
    }

    private static List<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
