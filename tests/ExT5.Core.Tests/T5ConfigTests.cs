namespace ExT5.Core.Tests;

public sealed class T5ConfigTests
{
    private const string Smallest = """{"vocab_size": 100, "d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2, "num_heads": 4}""";

    // Numbers of parameters as published with the checkpoints (Transformers' num_parameters), tied ones once.
    public static TheoryData<T5Config, long> Presets => new()
    {
        { T5Config.V10Small, 60_506_624 },
        { T5Config.V10Base, 222_903_552 },
        { T5Config.V10Large, 737_668_096 },
        { T5Config.V10XL, 2_851_598_336 },
        { T5Config.V10XXL, 11_307_321_344 },
        { T5Config.V11Small, 76_961_152 },
        { T5Config.V11Base, 247_577_856 },
        { T5Config.V11Large, 783_150_080 },
        { T5Config.V11XL, 2_849_757_184 },
        { T5Config.V11XXL, 11_135_332_352 },
        { T5Config.MT5Small, 300_176_768 },
        { T5Config.MT5Base, 582_401_280 },
        { T5Config.MT5Large, 1_229_581_312 },
        { T5Config.MT5XL, 3_742_619_648 },
        { T5Config.MT5XXL, 12_921_057_280 },
        { T5Config.ByT5Small, 299_637_760 },
        { T5Config.ByT5Base, 581_653_248 },
        { T5Config.UMT5Small, 306_601_984 },
        { T5Config.LongT5TransientGlobalBase, 247_587_456 },
    };

    public static TheoryData<T5Config, string> OutOfRange => new()
    {
        { T5Config.V11Small with { VocabularySize = 1 }, "VocabularySize is 1" },
        { T5Config.V11Small with { ModelSize = 0 }, "ModelSize is 0" },
        { T5Config.V11Small with { EncoderLayers = 1_001 }, "EncoderLayers is 1001" },
        { T5Config.V11Small with { Heads = -1 }, "Heads is -1" },
        { T5Config.V11Small with { RelativeAttentionBuckets = 31 }, "even" },
        { T5Config.V11Small with { RelativeAttentionMaxDistance = 16 }, "RelativeAttentionMaxDistance is 16" },
        { T5Config.V11Small with { DropoutRate = 1 }, "[0, 1)" },
        { T5Config.V11Small with { DropoutRate = double.NaN }, "NaN" },
        { T5Config.V11Small with { LayerNormEpsilon = 0 }, "(0, 1)" },
        { T5Config.V11Small with { Activation = (FeedForwardActivation)9 }, "FeedForwardActivation" },
        { T5Config.V11Small with { ModelType = (T5ModelType)99 }, "T5ModelType" },
        { T5Config.V11Small with { EncoderAttention = EncoderAttention.Local }, "LongT5 has Local or TransientGlobal" },
        { T5Config.LongT5LocalBase with { EncoderAttention = EncoderAttention.Full }, "LongT5 has Local or TransientGlobal" },
        { T5Config.V11Small with { EosId = 40_000 }, "0 to 32127" },
        { T5Config.V11XXL with { ModelSize = 65_536, FeedForwardSize = 1 << 20, EncoderLayers = 1_000 }, "parameters" },
    };

    public static TheoryData<string, string> BadFiles => new()
    {
        { "", "not valid JSON" },
        { "[1]", "Array" },
        { "{}", "\"num_layers\"" },
        { Smallest.Replace("32", "32.5"), "\"d_model\" is 32.5" },
        { Smallest.Replace("32", "\"32\""), "a whole number" },
        { Smallest.Replace("32", "99999999999"), "a whole number" },
        { Smallest.Replace("32", "0"), "ModelSize is 0" },
        { Smallest.Replace("{", """{"d_model": 16, """), "not valid JSON" },
        { Smallest.Replace("{", """{"model_type": "bert", """), "\"t5\" or \"mt5\" or \"umt5\" or \"longt5\"" },
        { Smallest.Replace("{", """{"feed_forward_proj": "mish", """), "\"gated-gelu\"" },
        { Smallest.Replace("{", """{"architectures": "T5Model", """), "a list of texts" },
        { Smallest.Replace("{", """{"model_type": "longt5", "encoder_attention_type": "global", """), "\"transient-global\"" },
        { Smallest.Replace("{", """{"model_type": "longt5", "local_radius": 0, """), "LocalRadius is 0" },
        { Smallest.Replace("{", """{"model_type": "longt5", "global_block_size": 3000000, """), "GlobalBlockSize is 3000000" },
        { Smallest.Replace("{", """{"tie_word_embeddings": "no", """), "true or false" },
        { Smallest.Replace("{", """{"dropout_rate": 1e999, """), "DropoutRate" },
    };

    [Theory]
    [MemberData(nameof(Presets))]
    public void Presets_have_the_published_number_of_parameters(T5Config config, long parameters)
    {
        config.Validate();

        Assert.Equal(parameters, config.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_refused_by_name(T5Config config, string says)
    {
        var error = Assert.Throws<T5ConfigException>(config.Validate);

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_file_that_is_no_T5_configuration_is_refused(string json, string says)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), json);

        var error = Assert.Throws<T5ConfigException>(() => T5Config.FromHuggingFace(folder.File("config.json")));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("config.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_absent_from_a_file_have_the_defaults_of_Transformers()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), Smallest);

        var config = T5Config.FromHuggingFace(folder.File("config.json"));

        Assert.Equal(2, config.DecoderLayers);
        Assert.Equal(FeedForwardActivation.Relu, config.Activation);
        Assert.True(config.TieWordEmbeddings);
        Assert.Equal((32, 128, 0.1, 1e-6), (config.RelativeAttentionBuckets, config.RelativeAttentionMaxDistance, config.DropoutRate, config.LayerNormEpsilon));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<T5ConfigException>(() => T5Config.FromHuggingFace("/nowhere/config.json"));

        Assert.Contains("'/nowhere/config.json'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_configuration_is_read_back_unchanged()
    {
        using var folder = new TemporaryFolder();
        var config = T5Config.V11Base with { Activation = FeedForwardActivation.GatedSilu, DecoderLayers = 3, DropoutRate = 0.25, InitializerFactor = 0.5 };

        config.SaveHuggingFace(folder.File("config.json"));

        Assert.Equal(config, T5Config.FromHuggingFace(folder.File("config.json")));
    }
}
