namespace ExT5.Core;

/// <summary>Which keys of Transformers' generation configuration are honoured, and which cannot matter here.</summary>
internal static class GenerationConfigKeys
{
    private static readonly HashSet<string> Honoured =
    [
        "max_length", "max_new_tokens", "min_length", "min_new_tokens", "max_time", "stop_strings",
        "do_sample", "num_beams", "num_beam_groups", "penalty_alpha", "early_stopping", "length_penalty", "diversity_penalty",
        "temperature", "top_k", "top_p", "min_p", "typical_p", "epsilon_cutoff", "eta_cutoff", "num_return_sequences",
        "repetition_penalty", "encoder_repetition_penalty", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size",
        "bad_words_ids", "force_words_ids", "sequence_bias", "suppress_tokens", "begin_suppress_tokens",
        "forced_bos_token_id", "forced_eos_token_id", "exponential_decay_length_penalty", "renormalize_logits",
        "eos_token_id", "decoder_start_token_id",
    ];

    // Why each group cannot matter stands above it.
    private static readonly HashSet<string> WithoutEffect =
    [
        // Who wrote the file, and how the model beside it is loaded, which its own files and T5ModelOptions say.
        "_from_model_config", "_commit_hash", "_name_or_path", "transformers_version", "transformers.js_config", "model_type",
        "architectures", "torch_dtype", "dtype", "trust_remote_code",
        // Padding after an end is never shown; the start is the decoder's (the reader takes bos_token_id for an absent one).
        "pad_token_id", "bos_token_id",
        // For callers to look up and pass on; Transformers' generate does not read them.
        "task_specific_params", "prefix",
        // How the same numbers are computed, and what is returned beside the ids.
        "use_cache", "low_memory", "return_legacy_cache", "compile_config", "disable_compile", "prefill_chunk_size",
        "output_attentions", "output_hidden_states", "output_scores", "output_logits", "return_dict_in_generate", "return_dict",
        // Of an assistant model, without which they do nothing.
        "num_assistant_tokens", "num_assistant_tokens_schedule", "max_matching_ngram_size", "assistant_confidence_threshold",
        "assistant_lookbehind", "target_lookbehind", "is_assistant", "speculation_confidence_threshold",
    ];

    // Known, and not supported: what they are when they ask for nothing.
    private static readonly HashSet<string> Unsupported =
    [
        "constraints", "forced_decoder_ids", "remove_invalid_values", "generation_kwargs", "watermarking_config", "token_healing",
        "dola_layers", "top_h", "prompt_lookup_num_tokens", "assistant_early_exit", "guidance_scale", "custom_generate",
    ];

    private static readonly HashSet<string> OfCache = ["cache_implementation", "cache_config"];

    // Places for keys and values; others round them or drop some.
    private static readonly string[] ExactCaches =
        ["static", "dynamic", "dynamic_full", "hybrid", "offloaded", "offloaded_static", "offloaded_hybrid"];

    /// <summary>Keys that a model's own configuration may hold for generation, as version 4 and earlier ones wrote them.</summary>
    public static IReadOnlySet<string> OfModels { get; } = Honoured.Concat(WithoutEffect).Concat(OfCache).ToHashSet(StringComparer.Ordinal);

    /// <summary>Where keys and values are kept, when that is said.</summary>
    /// <exception cref="T5ConfigException">It is a place that changes them.</exception>
    public static void CheckCache(GenerationConfigJson json)
    {
        if (json.Texts("cache_implementation").Any(name => !ExactCaches.Contains(name)))
            throw json.Wrong("cache_implementation", $"absent or one of {string.Join(", ", ExactCaches)}: no other keeps all keys and values exactly");
    }

    /// <summary>Refuses a file that asks for what would be silently left out.</summary>
    /// <exception cref="T5ConfigException">A key is unknown and says something.</exception>
    public static void Check(GenerationConfigJson json)
    {
        foreach (var key in json.Keys)
            if (!Honoured.Contains(key) && !WithoutEffect.Contains(key) && !OfCache.Contains(key)
                && !(Unsupported.Contains(key) && (json.SaysNothing(key) || IsNeutral(json, key))))
                throw json.Wrong(key,
                    "left out: ExT5 does not support it, and outputs would differ from Transformers' without a word. " +
                    "Or give GenerationDefaults of your own");
    }

    private static bool IsNeutral(GenerationConfigJson json, string key) =>
        key == "guidance_scale" && json.Double(key) == 1;
}
