using System.Text.Json;

namespace ExT5.Core;

/// <summary>Makes a configuration of an <c>adapter_config.json</c>.</summary>
internal static class AdapterConfigReader
{
    private const string SeqToSeq = "SEQ_2_SEQ_LM";

    /// <exception cref="AdapterException">The file is no configuration of an adapter that is supported.</exception>
    public static AdapterConfig Read(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new AdapterException($"'{path}' holds a JSON {root.ValueKind}; an adapter_config.json is an object.");
        var json = new AdapterJson(path, root);
        json.RefuseUnless($"task_type:{SeqToSeq}");
        try
        {
            AdapterConfig config = json.Text("peft_type") switch
            {
                "LORA" => Lora(json),
                "IA3" => Ia3(json),
                "PROMPT_TUNING" => Prompt(json),
                var other => throw new AdapterException(
                    $"'{path}': \"peft_type\" is {other ?? "absent"}; it must be LORA, IA3 or PROMPT_TUNING."),
            };
            return config with { BaseModel = json.Text("base_model_name_or_path") };
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new AdapterException($"'{path}': {error.Message}", error);
        }
    }

    private static LoraConfig Lora(AdapterJson json)
    {
        json.RefuseUnless(
            "use_dora", "modules_to_save", "fan_in_fan_out", "bias:none", "layer_replication", "init_lora_weights:true:True:gaussian",
            "lora_bias", "use_qalora", "use_bdlora", "target_parameters", "trainable_token_indices", "exclude_modules",
            "alora_invocation_tokens", "arrow_config", "monteclora_config", "kasa_config");
        var (names, pattern) = json.NamesOrPattern("target_modules");
        var (patterns, layersPattern) = json.NamesOrPattern("layers_pattern");
        var read = new LoraConfig(json.Int("r", 8), json.Number("lora_alpha", 8), json.Number("lora_dropout", 0));
        return read with
        {
            TargetModules = names ?? read.TargetModules,
            TargetPattern = pattern,
            RankStabilized = json.Bool("use_rslora", false),
            Layers = json.Ints("layers_to_transform"),
            LayersPattern = layersPattern ?? (patterns is { Count: > 0 } ? $"(?:{string.Join('|', patterns)})" : null),
            RankPattern = json.Numbers("rank_pattern").ToDictionary(entry => entry.Key, entry => Bounds.AtLeast(1, (int)entry.Value, "rank_pattern")),
            AlphaPattern = json.Numbers("alpha_pattern"),
        };
    }

    private static Ia3Config Ia3(AdapterJson json)
    {
        json.RefuseUnless("modules_to_save", "fan_in_fan_out", "exclude_modules");
        var (names, pattern) = json.NamesOrPattern("target_modules");
        var (feedForward, feedForwardPattern) = json.NamesOrPattern("feedforward_modules");
        var read = new Ia3Config { TargetPattern = pattern, FeedForwardPattern = feedForwardPattern };
        return read with
        {
            TargetModules = names ?? read.TargetModules,
            FeedForwardModules = feedForward ?? read.FeedForwardModules,
        };
    }

    private static PromptTuningConfig Prompt(AdapterJson json) => new(json.Int("num_virtual_tokens", 0));
}
