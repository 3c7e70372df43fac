using System.Text.Json.Nodes;
using CsCheck;

namespace ExT5.Core.Tests;

public sealed class T5ConfigKeysTests
{
    // PretrainedConfig.to_dict() of version 4 with its defaults, the keys of generation among them.
    private const string Version4 = """
        {"return_dict": true, "output_hidden_states": false, "output_attentions": false, "torchscript": false, "torch_dtype": "bfloat16",
        "use_bfloat16": false, "tf_legacy_loss": false, "pruned_heads": {}, "chunk_size_feed_forward": 0, "is_decoder": false,
        "cross_attention_hidden_size": null, "add_cross_attention": false, "tie_encoder_decoder": false, "max_length": 20, "min_length": 0,
        "do_sample": false, "early_stopping": false, "num_beams": 1, "num_beam_groups": 1, "diversity_penalty": 0.0, "temperature": 1.0,
        "top_k": 50, "top_p": 1.0, "typical_p": 1.0, "repetition_penalty": 1.0, "length_penalty": 1.0, "no_repeat_ngram_size": 0,
        "encoder_no_repeat_ngram_size": 0, "bad_words_ids": null, "num_return_sequences": 1, "output_scores": false,
        "return_dict_in_generate": false, "forced_bos_token_id": null, "forced_eos_token_id": null, "remove_invalid_values": false,
        "exponential_decay_length_penalty": null, "suppress_tokens": null, "begin_suppress_tokens": null, "finetuning_task": null,
        "id2label": {"0": "LABEL_0", "1": "LABEL_1"}, "label2id": {"LABEL_0": 0, "LABEL_1": 1}, "tokenizer_class": "T5Tokenizer",
        "prefix": "summarize: ", "bos_token_id": 0, "sep_token_id": null, "task_specific_params": {"summarization": {"num_beams": 4}},
        "problem_type": null, "_name_or_path": "t5-small", "_attn_implementation_autoset": true, "gradient_checkpointing": false,
        "output_past": true, "n_positions": 512, "transformers_version": "4.49.0"}
        """;

    // PreTrainedConfig of version 5, and what its models' own files held before.
    private const string Version5 = """
        {"return_dict": true, "output_hidden_states": false, "output_attentions": false, "dtype": "float32", "chunk_size_feed_forward": 0,
        "id2label": {"0": "LABEL_0", "1": "LABEL_1"}, "label2id": {"LABEL_0": 0, "LABEL_1": 1}, "problem_type": null, "is_decoder": false,
        "add_cross_attention": false, "bos_token_id": null, "n_positions": 512, "output_past": true, "task_specific_params": {"a": {"num_beams": 4}},
        "use_cache": false, "transformers_version": "5.12.1"}
        """;

    private const string Published = """
        {"router_type": "tokens_masked", "batch_prioritized_routing": false, "num_selected_experts": 1, "add_router_probs": true,
        "router_ignore_padding_tokens": false, "feed_forward_proj": "relu", "is_gated_act": false}
        """;

    public static TheoryData<string, string> Defaults()
    {
        var cases = new TheoryData<string, string>();
        foreach (var type in T5ConfigDefaults.Names)
            foreach (var keys in new[] { Version4, Version5 })
                cases.Add(type, keys);
        cases.Add("switch_transformers", Published);
        cases.Add("umt5", """{"scalable_attention": true, "tie_word_embeddings": false}""");
        return cases;
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void What_both_versions_write_beside_the_sizes_is_left_alone(string type, string keys)
    {
        var plain = Read($$"""{"model_type": "{{type}}"}""");
        var json = JsonNode.Parse(keys)!.AsObject();
        json["model_type"] = type;

        var read = Read(json.ToJsonString());

        // What version 5 computes otherwise has tests of its own.
        Assert.Equal(plain, read with
        {
            TieWordEmbeddings = plain.TieWordEmbeddings,
            ScaleDecoderOutputs = plain.ScaleDecoderOutputs,
            Experts = read.Experts is null ? null : read.Experts with { Capacity = plain.Experts!.Capacity },
        });
    }

    [Fact]
    public void A_key_that_nobody_knows_is_refused_by_its_name_whatever_it_says_but_null() =>
        Gen.Select(Of(T5ConfigDefaults.Names), Gen.String[Gen.Char['a', 'z'], 1, 12], Of("0", "1.5", "true", "false", "[]", "{}", "\"x\""))
            .Sample((type, name, value) =>
            {
                var key = $"ext_{name}";
                Read($$"""{"model_type": "{{type}}", "{{key}}": null}""");

                var error = Assert.Throws<T5ConfigException>(() => Read($$"""{"model_type": "{{type}}", "{{key}}": {{value}}}"""));

                Assert.Contains($"\"{key}\"", error.Message, StringComparison.Ordinal);
                Assert.Contains("remove it", error.Message, StringComparison.Ordinal);
            });

    [Theory]
    [InlineData("t5", "quantization_config", """{"quant_method": "bitsandbytes", "load_in_8bit": true}""")]
    [InlineData("t5", "tie_encoder_decoder", "true")]
    [InlineData("mt5", "pruned_heads", """{"0": [1]}""")]
    [InlineData("t5", "local_radius", "127")]
    [InlineData("longt5", "num_experts", "8")]
    [InlineData("t5", "encoder_attention_type", "\"local\"")]
    [InlineData("switch_transformers", "num_selected_experts", "2")]
    [InlineData("switch_transformers", "router_type", "\"experts_masked\"")]
    [InlineData("t5", "rope_parameters", """{"rope_type": "default"}""")]
    public void A_key_that_changes_the_numbers_is_refused(string type, string key, string value) =>
        Assert.Contains(
            $"\"{key}\"",
            Assert.Throws<T5ConfigException>(() => Read($$"""{"model_type": "{{type}}", "{{key}}": {{value}}}""")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("UMT5ForConditionalGeneration", T5ModelType.UMT5)]
    [InlineData("MT5EncoderModel", T5ModelType.MT5)]
    [InlineData("T5WithLMHeadModel", T5ModelType.T5)]
    [InlineData("LongT5Model", T5ModelType.LongT5)]
    public void A_file_without_a_type_is_of_the_class_it_names(string architecture, T5ModelType type) =>
        Assert.Equal(type, Read(
            $$"""{"architectures": ["{{architecture}}"], "vocab_size": 8, "d_model": 4, "d_kv": 2, "d_ff": 4, "num_layers": 1, "num_heads": 2}""").ModelType);

    [Fact]
    public void Several_ends_are_read_written_and_compared_by_value()
    {
        using var folder = new TemporaryFolder();
        var config = Read("""{"model_type": "t5", "eos_token_id": [1, 7, 7, 32000]}""");

        config.SaveHuggingFace(folder.File("config.json"));

        Assert.Equal((1, "7 32000"), (config.EosId, string.Join(' ', config.OtherEosIds)));
        Assert.Equal(config, T5Config.FromHuggingFace(folder.File("config.json")));
        Assert.NotEqual(config, config with { OtherEosIds = [7] });
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1, \"2\"]")]
    [InlineData("[1, 2.5]")]
    [InlineData("[1, 32128]")]
    [InlineData("[[1]]")]
    public void Ends_that_are_no_ids_of_the_model_are_refused(string ends) =>
        Assert.Contains("Eos", Assert.Throws<T5ConfigException>(
            () => Read($$"""{"model_type": "t5", "eos_token_id": {{ends}}}""")).Message.Replace("eos_token_id", "EosId", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void The_text_that_runs_compare_is_that_of_earlier_versions_where_nothing_new_is_said()
    {
        var config = T5Config.V10Small;
        var later = new[] { nameof(config.ScaleDecoderOutputs), nameof(config.OtherEosIds), nameof(config.EosIds) };
        var members = typeof(T5Config).GetProperties().Where(property => property.GetMethod is { IsStatic: false } && !later.Contains(property.Name));

        Assert.Equal(
            $"T5Config {{ {string.Join(", ", members.Select(property => $"{property.Name} = {property.GetValue(config)}"))} }}", config.ToString());
        Assert.NotEqual(config.ToString(), (config with { OtherEosIds = [2] }).ToString());
        Assert.NotEqual(config.ToString(), (config with { ScaleDecoderOutputs = false }).ToString());
    }

    private static Gen<string> Of(params string[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static T5Config Read(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), json);
        return T5Config.FromHuggingFace(folder.File("config.json"));
    }
}
