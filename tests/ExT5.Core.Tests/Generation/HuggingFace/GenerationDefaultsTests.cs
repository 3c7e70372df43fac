namespace ExT5.Core.Tests;

public sealed class GenerationDefaultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(GoldenModel.V10)]
    [InlineData(GoldenModel.V11)]
    public void A_file_that_says_nothing_of_length_leaves_128_new_tokens_and_greedy_search(string golden)
    {
        var config = T5Config.FromHuggingFace(GoldenFile.PathOf(golden, "config.json"));

        var defaults = GenerationDefaults.FromHuggingFace(GoldenFile.PathOf(golden), config);

        Assert.IsType<GreedySearch>(defaults.Strategy);
        Assert.Equal((128, 0), (defaults.Limits.MaxNewTokens, defaults.Limits.MinNewTokens));
        Assert.Equal([1], defaults.Limits.EosIds);
        Assert.Equal(0, defaults.DecoderStartId);
    }

    [Fact]
    public void Sampling_is_read_with_every_filter()
    {
        var defaults = Read("""
            {"do_sample": true, "temperature": 0.7, "top_k": 20, "top_p": 0.9, "min_p": 0.05, "typical_p": 0.95,
             "epsilon_cutoff": 0.0003, "eta_cutoff": 0.002, "num_return_sequences": 3}
            """);

        var sampling = Assert.IsType<Sampling>(defaults.Strategy);
        Assert.Equal(new Sampling(0, 0.7, 20, 0.9, 0.05, 0.95, 3) { Filters = sampling.Filters, Processors = sampling.Processors }, sampling);
        Assert.Equal([new EpsilonCutoff(0.0003), new EtaCutoff(0.002)], sampling.Filters);
    }

    [Theory]
    [InlineData("""{"do_sample": true}""", 50)]
    [InlineData("""{"do_sample": true, "top_k": null}""", 0)]
    [InlineData("""{"do_sample": true, "top_k": 0}""", 0)]
    public void Sampling_takes_Transformers_fifty_best_unless_told_otherwise(string json, int topK) =>
        Assert.Equal(topK, Assert.IsType<Sampling>(Read(json).Strategy).TopK);

    [Fact]
    public void Time_and_strings_become_stopping_criteria()
    {
        var criteria = Read("""{"max_time": 1.5, "stop_strings": ["###"]}""").Limits.StoppingCriteria;

        Assert.Equal(new MaxTime(TimeSpan.FromSeconds(1.5)), criteria[0]);
        Assert.IsType<StopStrings>(criteria[1]);
    }

    [Fact]
    public void Older_folders_say_it_in_the_configuration_of_the_model()
    {
        File.WriteAllText(_folder.File("config.json"), """
            {"model_type": "t5", "d_model": 8, "num_beams": 4, "length_penalty": 0.6, "max_length": 40, "vocab_size": 128}
            """);

        var defaults = GenerationDefaults.FromHuggingFace(_folder.Path, T5Config.V11Small);

        Assert.Equal((4, 0.6), (((BeamSearch)defaults.Strategy).Width, ((BeamSearch)defaults.Strategy).LengthPenalty));
        Assert.Equal(39, defaults.Limits.MaxNewTokens);
    }

    [Theory]
    [InlineData("constraints", "[3]")]
    [InlineData("guidance_scale", "1.5")]
    [InlineData("watermarking_config", """{"bias": 2}""")]
    [InlineData("forced_decoder_ids", "[[1, 4]]")]
    [InlineData("remove_invalid_values", "true")]
    [InlineData("prompt_lookup_num_tokens", "3")]
    [InlineData("something_new", "0.5")]
    [InlineData("something_new", "false")]
    [InlineData("something_new", "[]")]
    [InlineData("token_healing", "true")]
    [InlineData("dola_layers", "\"low\"")]
    [InlineData("top_h", "0.4")]
    public void A_key_that_would_change_outputs_unheard_is_refused_by_name(string key, string value)
    {
        var error = Assert.Throws<T5ConfigException>(() => Read($$"""{"{{key}}": {{value}}}"""));

        Assert.Contains($"\"{key}\" is {value}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"guidance_scale": 1.0, "constraints": null, "forced_decoder_ids": [], "remove_invalid_values": false}""")]
    [InlineData("""{"use_cache": false, "output_scores": true, "transformers_version": "4.50.0", "generation_kwargs": {}}""")]
    public void A_key_that_changes_nothing_is_passed_over(string json) => Assert.IsType<GreedySearch>(Read(json).Strategy);

    // What Transformers writes of its own in either version, and what people's files hold.
    [Theory]
    [InlineData("""{"torch_dtype": "bfloat16", "dtype": "float32", "trust_remote_code": false, "task_specific_params": {"summarization": {"num_beams": 4}}}""")]
    [InlineData("""{"_from_model_config": true, "bos_token_id": 0, "pad_token_id": 0, "decoder_start_token_id": 0, "transformers_version": "5.17.0"}""")]
    [InlineData("""{"token_healing": false, "cache_implementation": "static", "cache_config": null, "is_assistant": false, "num_assistant_tokens": 20}""")]
    public void What_says_how_the_model_is_loaded_or_run_is_passed_over(string json) => Assert.IsType<GreedySearch>(Read(json).Strategy);

    [Theory]
    [InlineData("decoder_start_token_id", "#")]
    [InlineData("forced_bos_token_id", "#")]
    [InlineData("forced_eos_token_id", "#")]
    [InlineData("forced_eos_token_id", "[1, #]")]
    [InlineData("eos_token_id", "#")]
    [InlineData("eos_token_id", "[1, #]")]
    [InlineData("pad_token_id", "#")]
    [InlineData("bos_token_id", "#")]
    [InlineData("suppress_tokens", "[#]")]
    [InlineData("begin_suppress_tokens", "[4, #]")]
    [InlineData("bad_words_ids", "[[4], [5, #]]")]
    [InlineData("sequence_bias", "[[[4, #], 1.0]]")]
    [InlineData("force_words_ids", "[[#]]")]
    [InlineData("force_words_ids", "[[[4], [#]]]")]
    public void An_id_beyond_the_models_table_is_refused_wherever_it_stands(string key, string value)
    {
        foreach (var id in new[] { "32128", "-1", "2147483648", "1.5", "\"1\"", "null" }.Where(id => id != "null" || value != "#"))
        {
            var error = Assert.Throws<T5ConfigException>(() => Read($$"""{"{{key}}": {{value.Replace("#", id, StringComparison.Ordinal)}}}"""));
            Assert.Contains($"\"{key}\"", error.Message, StringComparison.Ordinal);
        }

        Read($$"""{"{{key}}": {{value.Replace("#", "32127", StringComparison.Ordinal)}}}""");
    }

    [Theory]
    [InlineData("""{"bos_token_id": 5}""", 5)]
    [InlineData("""{"bos_token_id": 5, "decoder_start_token_id": 6}""", 6)]
    [InlineData("{}", null)]
    public void Decoding_starts_where_Transformers_starts(string json, int? start) => Assert.Equal(start, Read(json).DecoderStartId);

    [Fact]
    public void Every_end_of_the_models_own_configuration_ends_where_no_file_says_otherwise()
    {
        File.WriteAllText(_folder.File("generation_config.json"), "{}");

        Assert.Equal([1, 7], GenerationDefaults.FromHuggingFace(_folder.Path, T5Config.V11Small with { OtherEosIds = [7] }).Limits.EosIds);
    }

    [Theory]
    [InlineData("""{"max_length": 1}""", "max_length")]
    [InlineData("""{"max_new_tokens": "many"}""", "max_new_tokens")]
    [InlineData("""{"max_new_tokens": 0}""", "MaxNewTokens")]
    [InlineData("""{"max_new_tokens": 3, "min_new_tokens": 4}""", "MinNewTokens")]
    [InlineData("""{"eos_token_id": [1, -1]}""", "eos_token_id")]
    [InlineData("""{"eos_token_id": 40000}""", "eos_token_id")]
    [InlineData("""{"num_beams": 1000000000}""", "num_beams")]
    [InlineData("""{"num_beams": 0}""", "num_beams")]
    [InlineData("""{"num_beams": -2}""", "num_beams")]
    [InlineData("""{"do_sample": true, "num_return_sequences": 2000000000}""", "num_return_sequences")]
    [InlineData("""{"num_beams": 2, "num_beam_groups": 0}""", "num_beam_groups")]
    [InlineData("""{"penalty_alpha": 0.6, "top_k": 100000}""", "top_k")]
    [InlineData("""{"max_length": 1000000000000}""", "max_length")]
    [InlineData("""{"cache_implementation": "quantized"}""", "cache_implementation")]
    [InlineData("""{"max_length": 20, "max_length": 30}""", "max_length")]
    [InlineData("""{"do_sample": true, "temperature": 0}""", "Temperature")]
    [InlineData("""{"do_sample": true, "num_beams": 2}""", "do_sample")]
    [InlineData("""{"num_return_sequences": 2}""", "num_return_sequences")]
    [InlineData("""{"num_beams": 2, "num_return_sequences": 3}""", "num_return_sequences")]
    [InlineData("""{"num_beams": 4, "num_beam_groups": 3}""", "num_beam_groups")]
    [InlineData("""{"num_beams": 2, "early_stopping": "soon"}""", "early_stopping")]
    [InlineData("""{"bad_words_ids": [3]}""", "bad_words_ids")]
    [InlineData("""{"exponential_decay_length_penalty": [3]}""", "exponential_decay_length_penalty")]
    [InlineData("""{"sequence_bias": {"3": 1}}""", "sequence_bias")]
    [InlineData("""{"max_time": -1}""", "max_time")]
    [InlineData("""{"max_time": 1e300}""", "max_time")]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    public void A_value_that_is_not_allowed_is_an_error_that_names_it(string json, string name)
    {
        var error = Assert.Throws<T5ConfigException>(() => Read(json));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("generation_config.json", error.Message, StringComparison.Ordinal);
    }

    private GenerationDefaults Read(string json)
    {
        File.WriteAllText(_folder.File("generation_config.json"), json);
        return GenerationDefaults.FromHuggingFace(_folder.Path, T5Config.V11Small);
    }
}
