namespace ExT5.Core;

/// <summary>Which keys of a <c>config.json</c> are used, which cannot change what a model computes, and that no others pass.</summary>
internal static class T5ConfigKeys
{
    private static readonly HashSet<string> Used =
    [
        "model_type", "architectures", "transformers_version", "is_encoder_decoder", "vocab_size", "d_model", "hidden_size", "d_kv",
        "head_dim", "d_ff", "num_layers", "num_hidden_layers", "num_decoder_layers", "num_heads", "num_attention_heads",
        "relative_attention_num_buckets", "relative_attention_max_distance", "dropout_rate", "layer_norm_epsilon",
        "dense_act_fn", "tie_word_embeddings", "scale_decoder_outputs", "initializer_factor", "pad_token_id", "eos_token_id",
        "decoder_start_token_id",
    ];

    private static readonly Dictionary<T5ModelType, HashSet<string>> UsedBy = new()
    {
        [T5ModelType.T5] = ["feed_forward_proj", "is_gated_act"],
        [T5ModelType.MT5] = ["feed_forward_proj", "is_gated_act"],
        [T5ModelType.UMT5] = ["feed_forward_proj", "is_gated_act"],
        [T5ModelType.LongT5] = ["feed_forward_proj", "is_gated_act", "encoder_attention_type", "local_radius", "global_block_size"],
        [T5ModelType.Switch] =
        [
            "num_experts", "expert_capacity", "num_sparse_encoder_layers", "num_sparse_decoder_layers", "encoder_sparse_step",
            "decoder_sparse_step", "router_bias", "router_dtype", "router_jitter_noise", "router_z_loss_coef",
            "router_aux_loss_coef",
        ],
    };

    // Why each group cannot matter stands above it.
    private static readonly HashSet<string> WithoutEffect =
    [
        // Who wrote the file, and how other programs find and load the model; no code of a folder is run.
        "_name_or_path", "name_or_path", "_commit_hash", "_auto_class", "_num_labels", "auto_map", "transformers.js_config",
        "transformers_weights", "_diffusers_version", "tokenizer_class", "finetuning_task", "vocab_size_or_config_json_file",
        // The type that values are loaded as: ExT5's own is T5ModelOptions.Precision.
        "torch_dtype", "dtype", "use_bfloat16", "_pre_quantization_dtype",
        // How Transformers computes the same numbers, and what it returns beside them.
        "use_cache", "output_past", "output_attentions", "output_hidden_states", "return_dict", "use_return_dict", "torchscript",
        "chunk_size_feed_forward", "gradient_checkpointing", "xla_device", "tf_legacy_loss", "_attn_implementation",
        "_attn_implementation_autoset", "_attn_implementation_internal", "attn_implementation", "_output_attentions",
        "_experts_implementation", "experts_implementation", "_experts_implementation_internal",
        // Lengths that relative positions do not have, and sizes that other classes derive.
        "n_positions", "max_position_embeddings", "model_max_length", "cross_attention_hidden_size",
        // Set by Transformers itself for each stack, whatever the file says.
        "is_decoder", "add_cross_attention",
        // Heads for classes and spans, which ExT5 does not have.
        "classifier_dropout", "id2label", "label2id", "num_labels", "problem_type",
        // Text and ids around the model: the tokenizer's and the caller's matter.
        "prefix", "task_specific_params", "bos_token_id", "sep_token_id", "unk_token_id", "cls_token_id", "mask_token_id",
        // What UMT5's files say of their conversion.
        "scalable_attention",
    ];

    // Published Switch files hold feed_forward_proj and is_gated_act, which Transformers does not look at there, and
    // what the first version of its class took; routing is top-1 in every version.
    private static readonly HashSet<string> WithoutEffectInSwitch =
        ["feed_forward_proj", "is_gated_act", "add_router_probs", "router_ignore_padding_tokens"];

    // A value that leaves the numbers alone, of keys that otherwise change them.
    private static readonly Dictionary<string, string> Neutral = new()
    {
        ["pruned_heads"] = "{}",
        ["tie_encoder_decoder"] = "false",
        ["remove_invalid_values"] = "false",
        ["num_selected_experts"] = "1",
        ["router_type"] = "\"tokens_masked\"",
        ["batch_prioritized_routing"] = "false",
    };

    /// <exception cref="T5ConfigException">A key is unknown and says something.</exception>
    public static void Check(T5ConfigJson json, T5ModelType type)
    {
        foreach (var (key, value) in json.Said)
            if (!IsUnderstood(key, type) && Neutral.GetValueOrDefault(key) != value)
                throw json.Unknown(key, value, UsedBy.Where(other => other.Value.Contains(key)).Select(other => other.Key).ToList());
    }

    private static bool IsUnderstood(string key, T5ModelType type) =>
        Used.Contains(key) || UsedBy[type].Contains(key) || WithoutEffect.Contains(key) || GenerationConfigKeys.OfModels.Contains(key)
        || (type == T5ModelType.Switch && WithoutEffectInSwitch.Contains(key));
}
