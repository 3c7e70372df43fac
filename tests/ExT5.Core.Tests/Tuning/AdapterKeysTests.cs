using CsCheck;

namespace ExT5.Core.Tests;

public sealed class AdapterKeysTests : IDisposable
{
    // LoraConfig().to_dict(), IA3Config and PromptTuningConfig of PEFT 0.20 with their defaults.
    private const string Lora = """
        {"alora_invocation_tokens": null, "alpha_pattern": {}, "arrow_config": null, "auto_mapping": null, "base_model_name_or_path": "t5-small",
        "bias": "none", "corda_config": null, "ensure_weight_tying": false, "eva_config": null, "exclude_modules": null, "fan_in_fan_out": false,
        "inference_mode": true, "init_lora_weights": true, "kasa_config": null, "layer_replication": null, "layers_pattern": null,
        "layers_to_transform": null, "loftq_config": {}, "lora_alpha": 8, "lora_bias": false, "lora_dropout": 0.0, "lora_ga_config": null,
        "megatron_config": null, "megatron_core": "megatron.core", "modules_to_save": null, "monteclora_config": null, "peft_type": "LORA",
        "peft_version": "0.20.0", "qalora_group_size": 16, "r": 8, "rank_pattern": {}, "revision": null, "target_modules": ["q", "v"],
        "target_parameters": null, "task_type": "SEQ_2_SEQ_LM", "trainable_token_indices": null, "use_bdlora": null, "use_dora": false,
        "use_qalora": false, "use_rslora": false, "velora_config": null}
        """;

    private const string Ia3 = """
        {"auto_mapping": {"base_model_class": "T5ForConditionalGeneration", "parent_library": "transformers.models.t5.modeling_t5"},
        "base_model_name_or_path": "t5-small", "exclude_modules": null, "fan_in_fan_out": false, "feedforward_modules": ["wo"], "inference_mode": true,
        "init_ia3_weights": true, "modules_to_save": null, "peft_type": "IA3", "peft_version": "0.20.0", "revision": "main",
        "target_modules": ["k", "v", "wo"], "task_type": null}
        """;

    private const string Prompt = """
        {"auto_mapping": null, "base_model_name_or_path": "t5-small", "inference_mode": true, "modules_to_save": null, "num_attention_heads": 8,
        "num_layers": 6, "num_transformer_submodules": 2, "num_virtual_tokens": 20, "peft_type": "PROMPT_TUNING", "peft_version": "0.20.0",
        "prompt_tuning_init": "TEXT", "prompt_tuning_init_text": "Classify", "revision": null, "task_type": "SEQ_2_SEQ_LM", "token_dim": 512,
        "tokenizer_kwargs": {"a": 1}, "tokenizer_name_or_path": "t5-small"}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Lora, typeof(LoraConfig))]
    [InlineData(Ia3, typeof(Ia3Config))]
    [InlineData(Prompt, typeof(PromptTuningConfig))]
    public void All_that_PEFT_writes_with_its_defaults_is_read(string json, Type type) => Assert.IsType(type, Read(json));

    [Theory]
    [InlineData(Lora)]
    [InlineData(Ia3)]
    [InlineData(Prompt)]
    public void A_key_that_nobody_knows_is_refused_by_its_name(string json) =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 1, 12], Gen.Int[0, 5]).Sample((name, value) =>
        {
            var (key, text) = ($"ext_{name}", new[] { "0", "false", "[]", "\"x\"", "1.5", "{}" }[value]);
            Read(json.Replace("\"peft_type\"", $"\"{key}\": null, \"peft_type\"", StringComparison.Ordinal));

            var changed = json.Replace("\"peft_type\"", $"\"{key}\": {text}, \"peft_type\"", StringComparison.Ordinal);

            Assert.Contains($"\"{key}\"", Refused(changed), StringComparison.Ordinal);
        }, iter: 60, threads: 1);

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("\"gaussian\"")]
    [InlineData("\"eva\"")]
    [InlineData("\"orthogonal\"")]
    [InlineData("\"mica\"")]
    public void A_start_of_the_factors_alone_does_not_matter_to_what_was_saved(string start) =>
        Read(Lora.Replace("\"init_lora_weights\": true", $"\"init_lora_weights\": {start}", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"pissa\"", "takes the adapter's first values out of the matrices")]
    [InlineData("\"pissa_niter_16\"", "takes the adapter's first values out of the matrices")]
    [InlineData("\"olora\"", "takes the adapter's first values out of the matrices")]
    [InlineData("\"OLoRA\"", "takes the adapter's first values out of the matrices")]
    [InlineData("\"corda\"", "takes the adapter's first values out of the matrices")]
    [InlineData("\"lora_ga\"", "takes the adapter's first values out of the matrices")]
    [InlineData("\"loftq\"", "quantizes the matrices")]
    [InlineData("\"later\"", "does not know it")]
    [InlineData("3", "text")]
    public void A_start_that_changes_the_models_matrices_is_refused_with_the_reason(string start, string reason)
    {
        var message = Refused(Lora.Replace("\"init_lora_weights\": true", $"\"init_lora_weights\": {start}", StringComparison.Ordinal));

        Assert.Contains("init_lora_weights", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exclude_modules", "[\"q\"]")]
    [InlineData("trainable_token_indices", "[1, 2]")]
    [InlineData("lora_bias", "true")]
    [InlineData("velora_config", "{\"a\": 1}")]
    [InlineData("ensure_weight_tying", "true")]
    [InlineData("target_parameters", "[\"q.weight\"]")]
    public void What_is_not_supported_is_refused_by_its_name(string key, string value)
    {
        var without = System.Text.RegularExpressions.Regex.Replace(Lora, $"\"{key}\": (null|false)", $"\"{key}\": {value}");

        Assert.Contains($"\"{key}\"", Refused(without), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"r\": 8", "\"r\": 8, \"r\": 4", "r")]
    [InlineData("\"rank_pattern\": {}", "\"rank_pattern\": {\"q\": 2, \"q\": 4}", "q")]
    [InlineData("\"peft_type\"", "\"peft_type\": \"IA3\", \"peft_type\"", "peft_type")]
    public void A_key_twice_is_refused(string part, string twice, string key)
    {
        var message = Refused(Lora.Replace(part, twice, StringComparison.Ordinal));

        Assert.Contains("not valid JSON", message, StringComparison.Ordinal);
        Assert.Contains(key, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_no_UTF_8_is_refused()
    {
        File.WriteAllBytes(_folder.File("adapter_config.json"), [.. "{\"peft_type\": \"LO"u8, 0xff, 0xfe, .. "RA\"}"u8]);

        Assert.Contains("not valid JSON", Assert.Throws<AdapterException>(() => AdapterFile.ReadConfig(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json model.safetensors", "T5Model.Load")]
    [InlineData("spiece.model", "only a tokenizer")]
    [InlineData("adapter_model.safetensors", "without its configuration")]
    [InlineData("readme.md", "save_pretrained")]
    public void A_folder_of_another_kind_is_named_for_what_it_is(string files, string said)
    {
        foreach (var name in files.Split(' '))
            File.WriteAllText(_folder.File(name), "{}");

        Assert.Contains(said, Assert.Throws<AdapterException>(() => AdapterFile.ReadConfig(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private AdapterConfig Read(string json)
    {
        File.WriteAllText(_folder.File("adapter_config.json"), json);
        return AdapterFile.ReadConfig(_folder.Path);
    }

    private string Refused(string json) => Assert.Throws<AdapterException>(() => { Read(json); }).Message;
}
