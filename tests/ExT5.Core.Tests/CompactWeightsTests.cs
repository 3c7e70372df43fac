using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class CompactWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, ComputePrecision> Models
    {
        get
        {
            var models = new TheoryData<string, ComputePrecision>();
            foreach (var name in GoldenModel.Variants.Append("switch"))
                models.Add(name, ComputePrecision.BFloat16);
            models.Add(GoldenModel.V11, ComputePrecision.Float16);
            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_file_of_compact_weights_gives_the_same_numbers_kept_compact_or_in_float32(string name, ComputePrecision precision)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = GoldenModel.Load(name, Compact(precision));
        golden.Model.Save(_folder.Path);
        using var compact = T5Model.Load(_folder.Path, Compact(precision));
        using var wide = T5Model.Load(_folder.Path, new T5ModelOptions { Precision = precision });

        var logits = compact.forward(golden.Batch(golden.Mask));

        Assert.True(logits.Equals(wide.forward(golden.Batch(golden.Mask))));
        // Eight bits of mantissa through every product; logits span -8 to 9.
        Assert.InRange(GoldenModel.Difference(golden.Outputs["logits"], logits), 1e-5, 0.5);
    }

    [Fact]
    public void Matrices_and_embeddings_alone_are_compact_and_what_overflows_float16_is_not()
    {
        using var scope = NewDisposeScope();
        var parameters = GoldenModel.Load(GoldenModel.V11, Compact(ComputePrecision.Float16)).Model.NamedParameters;

        Assert.All(parameters, entry => Assert.Equal(
            entry.Key.Contains("layer_norm") || entry.Key.Contains("relative_attention_bias") || entry.Key.Contains(".wo.")
                ? ScalarType.Float32
                : ScalarType.Float16,
            entry.Value.dtype));
    }

    [Fact]
    public void A_model_takes_hardly_more_than_its_file()
    {
        using var scope = NewDisposeScope();
        using var model = new T5Model(T5Config.V11Small with { VocabularySize = 1000 }, Compact(ComputePrecision.BFloat16));
        model.Save(_folder.Path);
        using var again = T5Model.Load(_folder.Path, Compact(ComputePrecision.BFloat16));

        var bytes = again.NamedParameters.Values.Sum(parameter => parameter.numel() * parameter.element_size());

        Assert.InRange(bytes, 1, new FileInfo(_folder.File("model.safetensors")).Length);
        Assert.InRange(bytes / (double)model.Config.ParameterCount, 2, 2.01);
    }

    [Fact]
    public void Training_is_refused_with_what_to_do()
    {
        using var model = new T5Model(GoldenModel.Load(GoldenModel.V10).Config, Compact(ComputePrecision.BFloat16));

        Assert.False(model.training);
        Assert.Contains("Load it without CompactWeights", Assert.Throws<InvalidOperationException>(() => model.train()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_means_the_same_weights()
    {
        using var scope = NewDisposeScope();
        var config = GoldenModel.Load(GoldenModel.V10).Config;
        using var wide = new T5Model(config, new T5ModelOptions { Seed = 3 });
        using var compact = new T5Model(config, new T5ModelOptions { Seed = 3, Precision = ComputePrecision.BFloat16, CompactWeights = true });

        Assert.All(wide.NamedParameters, entry =>
            Assert.True(entry.Value.to(compact.NamedParameters[entry.Key].dtype).Equals(compact.NamedParameters[entry.Key])));
    }

    private static T5ModelOptions Compact(ComputePrecision precision) => new() { Precision = precision, CompactWeights = true };
}
