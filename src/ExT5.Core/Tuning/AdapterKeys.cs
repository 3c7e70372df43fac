namespace ExT5.Core;

/// <summary>Which keys of an <c>adapter_config.json</c> are used, which cannot change what an adapter computes, and that no others pass.</summary>
internal static class AdapterKeys
{
    // Who wrote it and for which model; whether PEFT would train it.
    private static readonly string[] OfAll =
        ["peft_type", "task_type", "base_model_name_or_path", "revision", "inference_mode", "auto_mapping", "peft_version"];

    private static readonly string[] OfLora =
    [
        "r", "lora_alpha", "lora_dropout", "use_rslora", "target_modules", "layers_to_transform", "layers_pattern", "rank_pattern",
        "alpha_pattern", "init_lora_weights",
        // Of initial values, which the saved ones replace (init_lora_weights says which of them change the model too).
        "loftq_config", "eva_config", "corda_config", "lora_ga_config",
        // How PEFT computes the same, and the group size of a method that is refused.
        "megatron_core", "runtime_config", "qalora_group_size",
    ];

    private static readonly string[] OfIa3 = ["target_modules", "feedforward_modules", "init_ia3_weights"];

    // Sizes that the weights have, and the initial values.
    private static readonly string[] OfPrompts =
    [
        "num_virtual_tokens", "token_dim", "num_transformer_submodules", "num_attention_heads", "num_layers", "prompt_tuning_init",
        "prompt_tuning_init_text", "tokenizer_name_or_path", "tokenizer_kwargs",
    ];

    // Refused unless they say nothing, or what stands behind the colon.
    private static readonly string[] UnsupportedOfLora =
    [
        "use_dora", "modules_to_save", "fan_in_fan_out", "bias:none", "layer_replication", "lora_bias", "use_qalora", "use_bdlora",
        "target_parameters", "trainable_token_indices", "exclude_modules", "alora_invocation_tokens", "arrow_config",
        "monteclora_config", "kasa_config", "velora_config", "megatron_config", "ensure_weight_tying",
    ];

    private static readonly string[] UnsupportedOfIa3 = ["modules_to_save", "fan_in_fan_out", "exclude_modules"];

    private static readonly string[] UnsupportedOfPrompts = ["modules_to_save"];

    /// <exception cref="AdapterException">A key is unknown, or asks for what is not supported.</exception>
    public static void Check(AdapterJson json, string peftType)
    {
        var (known, unsupported) = peftType switch
        {
            "LORA" => (OfLora, UnsupportedOfLora),
            "IA3" => (OfIa3, UnsupportedOfIa3),
            _ => (OfPrompts, UnsupportedOfPrompts),
        };
        json.RefuseUnless(unsupported);
        json.RefuseOthersThan([.. OfAll, .. known, .. unsupported.Select(key => key.Split(':')[0])]);
    }
}
