using TorchSharp;

namespace ExT5.Core.Tests;

public sealed class AdapterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "holds a JSON Array")]
    [InlineData("{}", "\"peft_type\" is absent")]
    [InlineData("""{"peft_type": "ADALORA"}""", "\"peft_type\" is ADALORA; it must be LORA, IA3 or PROMPT_TUNING")]
    [InlineData("""{"peft_type": "LORA", "r": 0}""", "Rank must be 1 or more")]
    [InlineData("""{"peft_type": "LORA", "r": "8"}""", "\"r\" is \"8\"; it must be a whole number")]
    [InlineData("""{"peft_type": "LORA", "lora_dropout": 1}""", "Dropout must be at least 0 and below 1")]
    [InlineData("""{"peft_type": "LORA", "use_dora": true}""", "\"use_dora\" is true; it must be absent: it is not supported")]
    [InlineData("""{"peft_type": "LORA", "bias": "all"}""", "\"bias\" is \"all\"; it must be none")]
    [InlineData("""{"peft_type": "LORA", "init_lora_weights": "pissa"}""", "\"init_lora_weights\" is \"pissa\"")]
    [InlineData("""{"peft_type": "LORA", "target_modules": [1]}""", "\"target_modules\" is [1]; it must be a list of names, or an expression")]
    [InlineData("""{"peft_type": "LORA", "rank_pattern": {"q": 0}}""", "each 1 or more")]
    [InlineData("""{"peft_type": "LORA", "task_type": "CAUSAL_LM"}""", "it must be SEQ_2_SEQ_LM")]
    [InlineData("""{"peft_type": "IA3", "modules_to_save": ["lm_head"]}""", "\"modules_to_save\" is [\"lm_head\"]")]
    [InlineData("""{"peft_type": "PROMPT_TUNING"}""", "VirtualTokens must be 1 or more")]
    public void A_configuration_that_cannot_be_used_says_why(string json, string reason)
    {
        File.WriteAllText(_folder.File("adapter_config.json"), json);

        var error = Assert.Throws<AdapterException>(() => AdapterFile.ReadConfig(_folder.Path));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("adapter_config.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_an_adapter_is_refused() =>
        Assert.Contains("save_pretrained", Assert.Throws<AdapterException>(() => AdapterFile.ReadConfig(_folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Weights_of_another_adapter_are_refused_with_every_difference_and_the_model_is_left_alone()
    {
        var peft = PeftCase.Load("lora");
        peft.Adapter.Dispose();
        File.Copy(Path.Combine(peft.Folder, "adapter_config.json"), _folder.File("adapter_config.json"));
        File.Copy(GoldenFile.PathOf("peft", "lora_regex", "adapter_model.safetensors"), _folder.File("adapter_model.safetensors"));

        var error = Assert.Throws<WeightsMismatchException>(() => T5Adapter.Load(peft.Model, _folder.Path));

        Assert.Equal(8, error.Missing.Count); // A and B of q and v in two encoder blocks
        Assert.Equal(16, error.Mismatched.Count); // ranks 3 and 4
        Assert.Null(peft.Model.Adapter);
        Assert.Equal(peft.Model.NamedParameters.Count, peft.Model.TrainableParameters.Count);
    }

    [Fact]
    public void An_adapter_of_a_newer_PEFT_with_its_defaults_is_read()
    {
        File.WriteAllText(_folder.File("adapter_config.json"), """
            {"peft_type": "LORA", "task_type": "SEQ_2_SEQ_LM", "r": 4, "lora_alpha": 6, "target_modules": ["v", "q"], "alora_invocation_tokens": null,
             "arrow_config": null, "corda_config": null, "ensure_weight_tying": false, "eva_config": null, "exclude_modules": null, "lora_bias": false,
             "megatron_core": "megatron.core", "peft_version": "0.18.0", "qalora_group_size": 16, "target_parameters": null, "use_qalora": false}
            """);

        var config = Assert.IsType<LoraConfig>(AdapterFile.ReadConfig(_folder.Path));

        Assert.Equal((4, 6, 0), (config.Rank, config.Alpha, config.Dropout));
        Assert.Equal(["v", "q"], config.TargetModules);
    }
}
