using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class T5ModelTests
{
    private static readonly T5Config Small = T5Config.V11Small with
    {
        VocabularySize = 96,
        ModelSize = 32,
        KeyValueSize = 8,
        FeedForwardSize = 48,
        EncoderLayers = 2,
        DecoderLayers = 2,
        Heads = 3,
    };

    public static TheoryData<string> Versions => new(GoldenModel.V10, GoldenModel.V11);

    public static TheoryData<string> Variants => [.. GoldenModel.Variants];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parameters_carry_the_names_and_shapes_of_Transformers(string name)
    {
        var model = new T5Model(T5Config.FromHuggingFace(GoldenFile.PathOf(name, "config.json")));
        var tree = model.NamedParameters
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} [{string.Join(", ", pair.Value.shape)}]");

        var expected = SafetensorsBytes.Read(GoldenFile.PathOf(name, "model.safetensors"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} [{string.Join(", ", pair.Value.shape)}]");

        Assert.Equal(expected, tree);
        Assert.Equal(model.NamedParameters.Values.Sum(parameter => parameter.numel()), model.Config.ParameterCount);
    }

    [Fact]
    public void The_parameter_tree_is_the_approved_one()
    {
        var tree = new T5Model(Small).NamedParameters.Select(pair => $"{pair.Key} [{string.Join(", ", pair.Value.shape)}]");

        Assert.Equal(File.ReadAllLines(GoldenFile.PathOf("parameter_tree_v1_1.txt")), tree);
    }

    [Fact]
    public void A_seed_gives_the_same_weights_again_and_another_seed_others()
    {
        using var first = new T5Model(Small, new() { Seed = 5 });
        using var again = new T5Model(Small, new() { Seed = 5 });
        using var other = new T5Model(Small, new() { Seed = 6 });

        foreach (var (name, parameter) in first.NamedParameters)
        {
            Assert.True(parameter.Equals(again.NamedParameters[name]), name);
            if (!name.EndsWith("layer_norm.weight", StringComparison.Ordinal))
                Assert.False(parameter.Equals(other.NamedParameters[name]), name);
        }
    }

    [Theory]
    [InlineData("shared.weight", 1)]
    [InlineData("encoder.block.0.layer.0.SelfAttention.q.weight", 0.00552)] // (256 * 128)^-0.5
    [InlineData("encoder.block.0.layer.0.SelfAttention.k.weight", 0.0625)] // 256^-0.5
    [InlineData("decoder.block.0.layer.1.EncDecAttention.o.weight", 0.0625)] // (2 * 128)^-0.5
    [InlineData("decoder.block.0.layer.2.DenseReluDense.wi_0.weight", 0.0625)]
    [InlineData("decoder.block.0.layer.2.DenseReluDense.wo.weight", 0.03125)] // 1024^-0.5
    [InlineData("lm_head.weight", 0.0625)]
    public void Initial_weights_have_the_deviations_of_T5(string name, double deviation)
    {
        var config = Small with { VocabularySize = 500, ModelSize = 256, KeyValueSize = 128, Heads = 2, FeedForwardSize = 1_024 };
        using var model = new T5Model(config with { EncoderLayers = 1, DecoderLayers = 1 });

        var weight = model.NamedParameters[name];

        Assert.Equal(deviation, weight.std().item<float>(), 0.03 * deviation); // 65536 draws or more: 0.3 % standard error
        Assert.Equal(0, weight.mean().item<float>(), 0.03 * deviation);
    }

    [Fact]
    public void A_saved_model_loads_with_the_same_logits()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        using var folder = new TemporaryFolder();
        var golden = GoldenModel.Load(GoldenModel.V10);

        golden.Model.Save(folder.Path);
        using var loaded = T5Model.Load(folder.Path);

        var batch = golden.Batch(golden.Mask);
        Assert.Equal(golden.Config, loaded.Config);
        Assert.False(loaded.training);
        Assert.True(golden.Model.forward(batch).Equals(loaded.forward(batch)));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void BFloat16_products_stay_near_float32_and_repeat_exactly(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(name);
        var brain = GoldenModel.Load(name, new() { Precision = ComputePrecision.BFloat16 });
        var batch = golden.Batch(golden.Mask);

        var logits = brain.Model.forward(batch);

        // Eight bits of mantissa through four blocks; logits span -8 to 9.
        Assert.InRange(GoldenModel.Difference(golden.Outputs["logits"], logits), 1e-4, 0.3);
        Assert.Equal(ScalarType.Float32, logits.dtype);
        Assert.True(logits.Equals(brain.Model.forward(batch)));
    }
}
