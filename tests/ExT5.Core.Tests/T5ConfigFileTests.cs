using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExT5.Core.Tests;

public sealed class T5ConfigFileTests
{
    public static TheoryData<string, T5ModelType> ModelTypes => new()
    {
        { "t5", T5ModelType.T5 },
        { "mt5", T5ModelType.MT5 },
        { "umt5", T5ModelType.UMT5 },
        { "longt5", T5ModelType.LongT5 },
    };

    public static TheoryData<string, FeedForwardActivation> Activations => new()
    {
        { """{"feed_forward_proj": "relu"}""", FeedForwardActivation.Relu },
        { """{"feed_forward_proj": "gelu"}""", FeedForwardActivation.ExactGelu },
        { """{"feed_forward_proj": "gelu_new"}""", FeedForwardActivation.Gelu },
        { """{"feed_forward_proj": "silu"}""", FeedForwardActivation.Silu },
        { """{"feed_forward_proj": "swish"}""", FeedForwardActivation.Silu },
        { """{"feed_forward_proj": "gated-relu"}""", FeedForwardActivation.GatedRelu },
        { """{"feed_forward_proj": "gated-gelu"}""", FeedForwardActivation.GatedGelu },
        { """{"feed_forward_proj": "gated-gelu_new"}""", FeedForwardActivation.GatedGelu },
        { """{"feed_forward_proj": "gated-silu"}""", FeedForwardActivation.GatedSilu },
        { """{"feed_forward_proj": "gated-gelu", "dense_act_fn": "gelu"}""", FeedForwardActivation.GatedExactGelu },
        { """{"feed_forward_proj": "gated-gelu", "dense_act_fn": "silu"}""", FeedForwardActivation.GatedSilu },
        { """{"feed_forward_proj": "gated-gelu", "dense_act_fn": "gelu_pytorch_tanh"}""", FeedForwardActivation.GatedGelu },
        { """{"feed_forward_proj": "relu", "is_gated_act": true}""", FeedForwardActivation.GatedRelu },
    };

    public static TheoryData<T5Config, string> Classes => new()
    {
        { T5Config.V11Small, "T5ForConditionalGeneration" },
        { T5Config.MT5Small, "MT5ForConditionalGeneration" },
        { T5Config.ByT5Small, "T5ForConditionalGeneration" },
        { T5Config.UMT5Small, "UMT5ForConditionalGeneration" },
        { T5Config.LongT5LocalBase, "LongT5ForConditionalGeneration" },
        { T5Config.LongT5TransientGlobalXL, "LongT5ForConditionalGeneration" },
        { T5Config.V10Small with { EncoderOnly = true }, "T5EncoderModel" },
        { T5Config.MT5Small with { EncoderOnly = true }, "MT5EncoderModel" },
        { T5Config.UMT5Small with { EncoderOnly = true }, "UMT5EncoderModel" },
        { T5Config.LongT5LocalBase with { EncoderOnly = true }, "LongT5EncoderModel" },
    };

    [Theory]
    [MemberData(nameof(ModelTypes))]
    public void Omitted_keys_have_the_defaults_of_the_class_of_Transformers(string name, T5ModelType type)
    {
        var all = JsonNode.Parse(File.ReadAllText(GoldenFile.PathOf("config_defaults.json")))![name]!.ToJsonString();

        var silent = Read($$"""{"model_type": "{{name}}"}""");

        Assert.Equal(type, silent.ModelType);
        Assert.Equal(Read(all), silent);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activations_are_chosen_as_Transformers_chooses_them(string keys, FeedForwardActivation expected)
    {
        var json = JsonNode.Parse(keys)!;
        json["model_type"] = "t5";

        Assert.Equal(expected, Read(json.ToJsonString()).Activation);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_written_file_names_the_class_and_is_read_back_unchanged(T5Config config, string architecture)
    {
        using var folder = new TemporaryFolder();

        config.SaveHuggingFace(folder.File("config.json"));

        var json = JsonDocument.Parse(File.ReadAllText(folder.File("config.json"))).RootElement;
        Assert.Equal(architecture, json.GetProperty("architectures")[0].GetString());
        Assert.Equal(config, T5Config.FromHuggingFace(folder.File("config.json")));
    }

    [Fact]
    public void Every_activation_is_read_back_unchanged() =>
        Assert.All(Enum.GetValues<FeedForwardActivation>(), activation =>
        {
            using var folder = new TemporaryFolder();
            var config = T5Config.V11Small with { Activation = activation };

            config.SaveHuggingFace(folder.File("config.json"));

            Assert.Equal(config, T5Config.FromHuggingFace(folder.File("config.json")));
        });

    [Fact]
    public void Names_of_other_model_classes_for_sizes_are_understood()
    {
        var config = Read("""{"model_type": "t5", "hidden_size": 48, "num_hidden_layers": 3, "num_attention_heads": 5}""");

        Assert.Equal((48, 3, 3, 5), (config.ModelSize, config.EncoderLayers, config.DecoderLayers, config.Heads));
    }

    [Fact]
    public void An_encoder_alone_is_not_a_whole_model()
    {
        var error = Assert.Throws<T5ConfigException>(() => new T5Model(T5Config.V11Small with { EncoderOnly = true }));

        Assert.Contains("T5EncoderModel", error.Message, StringComparison.Ordinal);
    }

    private static T5Config Read(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), json);
        return T5Config.FromHuggingFace(folder.File("config.json"));
    }
}
