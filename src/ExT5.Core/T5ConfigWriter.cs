using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExT5.Core;

/// <summary>Writes Hugging Face's <c>config.json</c>, for the same class of Transformers as it was read from.</summary>
internal static class T5ConfigWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(T5Config config, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        config.Validate();
        var defaults = T5ConfigDefaults.Of(config.ModelType);
        var activation = ActivationForm.Of(config.Activation);
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray(defaults.ClassPrefix + (config.EncoderOnly ? "EncoderModel" : "ForConditionalGeneration")),
            ["model_type"] = defaults.Name,
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
            ["feed_forward_proj"] = T5ConfigNames.Write(config.Activation),
            ["dense_act_fn"] = activation.Function,
            ["is_gated_act"] = activation.Gated,
            // Version 4 scales where this is true; version 5 asks the weights whether the head is the table.
            ["tie_word_embeddings"] = config.ScalesDecoderOutputs,
            ["scale_decoder_outputs"] = config.ScalesDecoderOutputs,
            ["initializer_factor"] = config.InitializerFactor,
            ["pad_token_id"] = config.PadId,
            ["eos_token_id"] = config.OtherEosIds.Count == 0 ? config.EosId : new JsonArray([.. config.EosIds.Select(id => (JsonNode)id)]),
            ["decoder_start_token_id"] = config.DecoderStartId,
            ["torch_dtype"] = "float32",
            ["use_cache"] = true,
        };
        if (config.ModelType == T5ModelType.LongT5)
            AddLongT5(json, config);
        if (config.Experts is { } experts)
            ExpertsConfigFile.Add(json, config, experts);
        File.WriteAllText(path, json.ToJsonString(Indented) + "\n");
    }

    private static void AddLongT5(JsonObject json, T5Config config)
    {
        json["encoder_attention_type"] = T5ConfigNames.Write(config.EncoderAttention);
        json["local_radius"] = config.LocalRadius;
        json["global_block_size"] = config.GlobalBlockSize;
    }
}
