using TorchSharp;
using static ExT5.Core.Tests.GoldenModel;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class SwitchGoldenTests
{
    private const string Switch = "switch";
    private const string Biased = "switch_biased";

    // The same sums as GoldenModel's in smaller models: float64_check.json says 2.6e-6 in logits of magnitude 7.
    private const double ScoreTolerance = 1e-5;

    public static TheoryData<string, string> Generations()
    {
        var cases = new TheoryData<string, string>();
        foreach (var folder in new[] { Switch, Biased })
            foreach (var name in GenerationCase.Names(folder))
                cases.Add(folder, name);
        return cases;
    }

    [Theory]
    [InlineData(Switch)]
    [InlineData(Biased)]
    public void Parameters_carry_the_names_and_shapes_of_Transformers(string name)
    {
        var model = new T5Model(T5Config.FromHuggingFace(GoldenFile.PathOf(name, "config.json")));

        Assert.Equal(
            Tree(SafetensorsBytes.Read(GoldenFile.PathOf(name, "model.safetensors"))),
            Tree(model.NamedParameters.ToDictionary(pair => pair.Key, Tensor (pair) => pair.Value)));
        Assert.Equal(model.NamedParameters.Values.Sum(parameter => parameter.numel()), model.Config.ParameterCount);
    }

    [Theory]
    [InlineData(Switch)]
    [InlineData(Biased)]
    public void Logits_and_cross_entropy_are_those_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var golden = Load(name);

        var logits = golden.Model.forward(golden.Batch(golden.Mask));

        Assert.InRange(Difference(golden.Outputs["logits"], logits), 0, LogitsTolerance);
        Assert.Equal(golden.Outputs["cross_entropy"].item<float>(), golden.Loss(logits).item<float>(), LossTolerance);
    }

    [Fact]
    public void Losses_of_the_routers_and_dropped_tokens_are_those_of_Transformers()
    {
        using var scope = NewDisposeScope();
        using var routers = new RouterRecord();
        var golden = Load(Switch);

        var loss = golden.Loss(Logits(golden, routers)).add(routers.Losses().Total(golden.Config.Experts!), Scalars.One);

        var (encoder, balance, decoder, decoderBalance) = routers.Losses();
        Assert.Equal(golden.Outputs["encoder_z_loss"].item<float>(), encoder.item<float>(), LossTolerance);
        Assert.Equal(golden.Outputs["encoder_aux_loss"].item<float>(), balance.item<float>(), LossTolerance);
        Assert.Equal(golden.Outputs["decoder_z_loss"].item<float>(), decoder.item<float>(), LossTolerance);
        Assert.Equal(golden.Outputs["decoder_aux_loss"].item<float>(), decoderBalance.item<float>(), LossTolerance);
        Assert.Equal(golden.Outputs["loss"].item<float>(), loss.item<float>(), LossTolerance);
        Assert.Equal(2 * 3 * 11 + 3 * 8, routers.Tokens);
    }

    [Theory]
    [InlineData(Switch)]
    [InlineData(Biased)]
    public void Every_gradient_is_that_of_Transformers(string name)
    {
        using var scope = NewDisposeScope();
        using var routers = new RouterRecord();
        var golden = Load(name);

        var loss = golden.Loss(Logits(golden, routers));
        // Where every layer is sparse Transformers leaves the routers' losses out; see RouterLosses.
        (name == Switch ? loss.add(routers.Losses().Total(golden.Config.Experts!), Scalars.One) : loss).backward();

        foreach (var (parameter, expected) in golden.Gradients())
        {
            var actual = golden.Model.NamedParameters[parameter].grad;
            Assert.True(actual is not null, parameter);
            var largest = Math.Max(expected.abs().max().item<float>(), 1e-9);
            Assert.True(Difference(expected, actual!) <= GradientTolerance * largest, parameter);
        }
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public void Generated_sequences_and_scores_equal_those_of_Transformers(string folder, string name)
    {
        var golden = GenerationCase.Load(folder, name);
        using var model = Load(folder).Model;

        var best = new T5Generator(model, new AsciiTokenizer()).GenerateIds(
            golden.Inputs, golden.Strategy, golden.Limits, TestContext.Current.CancellationToken);

        GeneratedSequence[] sequences = [.. best.SelectMany(row => row.Alternatives.Prepend(row))];
        Assert.Equal(golden.Sequences, sequences.Select(GenerationCase.Written));
        if (golden.Scores is { } scores)
            Assert.All(scores.Zip(sequences), pair => Assert.Equal(pair.First, pair.Second.Score, ScoreTolerance));
    }

    [Theory]
    [InlineData(Switch)]
    [InlineData(Biased)]
    public void A_saved_model_loads_with_the_same_logits(string name)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        using var folder = new TemporaryFolder();
        var golden = Load(name);
        var batch = golden.Batch(golden.Mask);

        golden.Model.Save(folder.Path);
        using var loaded = T5Model.Load(folder.Path);

        Assert.Equal(golden.Config, loaded.Config);
        Assert.True(golden.Model.forward(batch).Equals(loaded.forward(batch)));
    }

    [Fact]
    public void Decoding_beyond_an_experts_places_drops_no_token_as_in_Transformers_with_its_cache()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var (narrow, wide) = (Load(Switch), Load(Switch));
        using var roomy = new T5Model(wide.Config with { Experts = wide.Config.Experts! with { Capacity = 64 } });
        foreach (var (parameter, value) in roomy.NamedParameters)
            value.copy_(wide.Model.NamedParameters[parameter]);
        roomy.eval();
        var batch = narrow.Batch(narrow.Mask);
        var memory = narrow.Model.Encode(batch.EncoderTokens, narrow.Mask);

        using var state = narrow.Model.StartDecoding(batch.EncoderTokens, narrow.Mask);
        var steps = batch.DecoderTokens.unbind(1).Select(tokens => state.Step(tokens.contiguous())).ToArray();

        Assert.InRange(Difference(roomy.Logits(roomy.Decode(batch, memory)), stack(steps, 1)), 0, LogitsTolerance);
    }

    private static Tensor Logits(GoldenModel golden, RouterRecord routers)
    {
        var batch = golden.Batch(golden.Mask);
        var memory = golden.Model.Encode(batch.EncoderTokens, batch.EncoderSegmentIds, routers: routers);
        return golden.Model.Logits(golden.Model.Decode(batch, memory, routers));
    }

    private static IEnumerable<string> Tree(Dictionary<string, Tensor> tensors) => tensors
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key} [{string.Join(", ", pair.Value.shape)}]");
}
