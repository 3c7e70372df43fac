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
            var type = json.Text("peft_type");
            if (type is not ("LORA" or "IA3" or "PROMPT_TUNING"))
                throw new AdapterException(
                    $"'{path}': \"peft_type\" is {Excerpt.Of(type ?? "absent")}; it must be LORA, IA3 or PROMPT_TUNING.");
            AdapterKeys.Check(json, type);
            AdapterConfig config = type switch
            {
                "LORA" => Lora(json),
                "IA3" => Ia3(json),
                _ => Prompt(json),
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
        LoraStart.Check(json);
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
            RankPattern = json.Ranks("rank_pattern"),
            AlphaPattern = json.Numbers("alpha_pattern"),
        };
    }

    private static Ia3Config Ia3(AdapterJson json)
    {
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
