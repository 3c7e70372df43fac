namespace ExT5.Core.Tests;

public sealed class ExpertsConfigTests
{
    private static readonly T5Config Switch = T5Config.V10Small with { ModelType = T5ModelType.Switch, Experts = new() };

    public static TheoryData<T5Config, string> Wrong => new()
    {
        { Switch with { ModelType = T5ModelType.T5 }, "Experts is set in a T5 model" },
        { Switch with { Experts = null }, "Experts is null in a Switch model" },
        { Switch with { Activation = FeedForwardActivation.GatedGelu }, "not gated" },
        { Switch with { Experts = new() { Count = 0 } }, "Experts.Count is 0" },
        { Switch with { Experts = new() { Capacity = 0 } }, "Experts.Capacity is 0" },
        { Switch with { Experts = new() { EncoderStep = -1 } }, "Experts.EncoderStep is -1" },
        { Switch with { Experts = new() { DecoderStep = 1_001 } }, "Experts.DecoderStep is 1001" },
        { Switch with { Experts = new() { JitterNoise = 1 } }, "[0, 1)" },
        { Switch with { Experts = new() { ZLoss = double.NaN } }, "Experts.ZLoss is NaN" },
        { Switch with { Experts = new() { LoadBalancingLoss = -1 } }, "Experts.LoadBalancingLoss is -1" },
        { Switch with { Experts = new() { Count = 65_536, EncoderStep = 1 }, ModelSize = 16_384, FeedForwardSize = 65_536 }, "parameters" },
    };

    // Which blocks are sparse: SwitchTransformersStack's rule, from num_layers and num_sparse_encoder_layers or the step.
    public static TheoryData<string, int[]> SparseBlocks => new()
    {
        { """ "num_layers": 12, "num_sparse_encoder_layers": 6 """, [1, 3, 5, 7, 9, 11] },
        { """ "num_layers": 12, "num_sparse_encoder_layers": 3 """, [1, 5, 9] },
        { """ "num_layers": 4, "num_sparse_encoder_layers": 4 """, [0, 1, 2, 3] },
        { """ "num_layers": 5, "num_sparse_encoder_layers": 2 """, [1, 3] },
        { """ "num_layers": 4, "num_sparse_encoder_layers": 0 """, [1] },
        { """ "num_layers": 1, "num_sparse_encoder_layers": 0 """, [0] },
        { """ "num_layers": 2, "num_sparse_encoder_layers": 3 """, [] },
        { """ "num_layers": 6, "num_sparse_encoder_layers": 1, "encoder_sparse_step": 2 """, [1, 3, 5] },
        { """ "num_layers": 12 """, [1, 5, 9] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_value_out_of_range_is_refused_by_name(T5Config config, string says)
    {
        var error = Assert.Throws<T5ConfigException>(config.Validate);

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SparseBlocks))]
    public void Sparse_blocks_are_those_of_Transformers(string keys, int[] blocks)
    {
        var config = Read($$"""{"model_type": "switch_transformers", {{keys}} }""");

        var sparse = Enumerable.Range(0, config.EncoderLayers)
            .Where(block => ExpertsConfig.IsSparse(block, config.Experts!.EncoderStep));

        Assert.Equal(blocks, sparse);
        Assert.Equal(12, config.DecoderLayers);
    }

    [Fact]
    public void A_file_without_keys_has_the_defaults_of_Transformers()
    {
        var config = Read("""{"model_type": "switch_transformers"}""");

        Assert.Equal((768, 64, 2_048, 12, 12, 12), (
            config.ModelSize, config.KeyValueSize, config.FeedForwardSize, config.EncoderLayers, config.DecoderLayers, config.Heads));
        Assert.Equal(new ExpertsConfig { EncoderStep = 4, DecoderStep = 4 }, config.Experts);
        Assert.True(config.TieWordEmbeddings);
        Assert.Equal(FeedForwardActivation.Relu, config.Activation);
    }

    [Theory]
    [InlineData("switch")]
    [InlineData("switch_biased")]
    public void A_written_configuration_is_read_back(string golden)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "config.json");
        var config = T5Config.FromHuggingFace(GoldenFile.PathOf(golden, "config.json"));

        config.SaveHuggingFace(path);

        Assert.Equal(config, T5Config.FromHuggingFace(path));
        Assert.Contains("SwitchTransformersForConditionalGeneration", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Routers_in_less_than_float32_are_refused()
    {
        var error = Assert.Throws<T5ConfigException>(
            () => Read("""{"model_type": "switch_transformers", "router_dtype": "bfloat16"}"""));

        Assert.Contains("\"router_dtype\" is \"bfloat16\"; it must be \"float32\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(512, 1.25, 80)]
    [InlineData(512, 1, 64)]
    [InlineData(5, 1, 1)]
    [InlineData(9, 1, 2)]
    public void The_capacity_factor_of_the_paper_gives_a_capacity(int tokens, double factor, int capacity) =>
        Assert.Equal(capacity, new ExpertsConfig().CapacityFor(tokens, factor));

    private static T5Config Read(string json)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "config.json");
        File.WriteAllText(path, json);
        return T5Config.FromHuggingFace(path);
    }

    [Theory]
    [InlineData("4.41.0", 2)]
    [InlineData("5.0.0", int.MaxValue)]
    [InlineData("5.17.0", int.MaxValue)]
    public void Experts_of_version_5_have_room_for_every_token(string version, int capacity)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("config.json"), $$"""{"model_type": "switch_transformers", "expert_capacity": 2, "transformers_version": "{{version}}"}""");

        Assert.Equal(capacity, T5Config.FromHuggingFace(folder.File("config.json")).Experts!.Capacity);
    }
}
