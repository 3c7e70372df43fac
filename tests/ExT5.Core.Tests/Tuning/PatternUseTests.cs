namespace ExT5.Core.Tests;

/// <summary>Whatever speaks of modules and means none is an error that names it.</summary>
public sealed class PatternUseTests : IDisposable
{
    private readonly T5Model _model = new(T5Config.FromHuggingFace(GoldenFile.PathOf(GoldenModel.V11, "config.json")));

    public void Dispose() => _model.Dispose();

    public static TheoryData<AdapterConfig, string> Unused => new()
    {
        { new LoraConfig { TargetModules = ["q", "wi"] }, "'wi'" },
        { new LoraConfig { TargetModules = ["v", "q_proj"] }, "'q_proj'" },
        { new LoraConfig { TargetPattern = @".*\.query" }, @"'.*\.query'" },
        { new LoraConfig { TargetPattern = @".*\.q", Layers = [0] }, "Layers are given beside" },
        { new LoraConfig { TargetPattern = "all-linear", Layers = [1] }, "Layers are given beside" },
        { new LoraConfig { Layers = [0, 2] }, "number 2 behind 'block'" },
        { new LoraConfig { Layers = [-1] }, "number -1 behind 'block'" },
        { new LoraConfig { TargetModules = ["wo"], Layers = [0], LayersPattern = "layers" }, "behind 'layers'" },
        { new LoraConfig { RankPattern = new Dictionary<string, int> { ["q"] = 2, ["k"] = 4 } }, "'k' of RankPattern" },
        { new LoraConfig { AlphaPattern = new Dictionary<string, double> { ["decoder.*"] = 2, ["encoder.block.7.*"] = 4 } }, "'encoder.block.7.*' of AlphaPattern" },
        { new Ia3Config { TargetModules = ["k", "wi"] }, "'wi'" },
        { new Ia3Config { FeedForwardModules = ["wo", "wi_1"] }, "'wi_1' of FeedForwardModules" },
        { new Ia3Config { FeedForwardPattern = ".*wi_1" }, "'.*wi_1' of FeedForwardPattern" },
    };

    [Theory]
    [MemberData(nameof(Unused))]
    public void What_matches_nothing_is_named_and_the_model_is_left_alone(AdapterConfig config, string named)
    {
        var error = Assert.Throws<AdapterException>(() => T5Adapter.Attach(_model, config));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Null(_model.Adapter);
        Assert.Equal(_model.NamedParameters.Count, _model.TrainableParameters.Count);
    }

    [Fact]
    public void What_matches_is_taken()
    {
        using var lora = T5Adapter.Attach(_model, new LoraConfig
        {
            TargetModules = ["q", "EncDecAttention.v"],
            Layers = [1],
            RankPattern = new Dictionary<string, int> { ["EncDecAttention.q"] = 2 },
            AlphaPattern = new Dictionary<string, double> { [@"encoder\.block\.1\..*"] = 3 },
        });

        Assert.Equal(2 * 4, lora.NamedParameters.Count); // encoder q, decoder q twice and v once
    }

    [Fact]
    public void The_number_that_a_file_of_PEFT_means_is_seen_by_its_names()
    {
        using var folder = new TemporaryFolder();
        using (var adapter = T5Adapter.Attach(_model, new LoraConfig { TargetModules = ["q", "wo"], Layers = [1] }))
            adapter.Save(folder.Path);
        var path = folder.File("adapter_config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"layers_pattern\": \"block\"", "\"layers_pattern\": null", StringComparison.Ordinal));

        using var again = T5Adapter.Load(_model, folder.Path);

        Assert.Equal("block", ((LoraConfig)again.Config).LayersPattern);
    }
}
