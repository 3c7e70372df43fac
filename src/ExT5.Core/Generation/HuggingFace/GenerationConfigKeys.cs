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

    // How it is computed, what is returned beside the ids, and who wrote the file. Padding after an end is never shown.
    private static readonly HashSet<string> WithoutEffect =
    [
        "_from_model_config", "_commit_hash", "transformers_version", "pad_token_id", "bos_token_id",
        "use_cache", "low_memory", "cache_implementation", "cache_config", "return_legacy_cache", "compile_config",
        "disable_compile", "output_attentions", "output_hidden_states", "output_scores", "output_logits",
        "return_dict_in_generate", "num_assistant_tokens", "num_assistant_tokens_schedule", "max_matching_ngram_size",
        "assistant_confidence_threshold", "assistant_lookbehind", "target_lookbehind", "is_assistant",
    ];

    /// <summary>Refuses a file that asks for what would be silently left out.</summary>
    /// <exception cref="T5ConfigException">A key is unknown and says something.</exception>
    public static void Check(GenerationConfigJson json)
    {
        foreach (var key in json.Keys)
            if (!Honoured.Contains(key) && !WithoutEffect.Contains(key) && !json.SaysNothing(key) && !IsNeutral(json, key))
                throw json.Wrong(key,
                    "left out: ExT5 does not support it, and outputs would differ from Transformers' without a word. " +
                    "Or give GenerationDefaults of your own");
    }

    private static bool IsNeutral(GenerationConfigJson json, string key) =>
        key == "guidance_scale" && json.Double(key) == 1;
}
