using TorchSharp;

namespace ExT5.Core.Tests;

public sealed class ParameterFreezingTests : IDisposable
{
    private readonly T5Model _model = new(T5Config.FromHuggingFace(GoldenFile.PathOf(GoldenModel.V11, "config.json")));

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_pattern_freezes_what_it_matches()
    {
        var frozen = _model.Freeze("encoder.*", "*.layer_norm.weight");

        Assert.All(frozen, name => Assert.True(name.StartsWith("encoder.", StringComparison.Ordinal) || name.EndsWith(".layer_norm.weight", StringComparison.Ordinal)));
        Assert.Equal(_model.NamedParameters.Keys.Except(frozen), _model.TrainableParameters.Keys);
        Assert.All(frozen, name => Assert.False(_model.NamedParameters[name].requires_grad));
    }

    [Fact]
    public void Unfreezing_makes_it_trainable_again()
    {
        _model.Freeze("*");

        var trained = _model.Unfreeze("decoder.block.?.layer.0.*");

        Assert.Equal(trained, _model.TrainableParameters.Keys);
        Assert.Equal(2 * 5 + 1, trained.Count);
    }

    [Fact]
    public void A_pattern_of_nothing_is_refused_with_the_nearest_names_and_changes_nothing()
    {
        var error = Assert.Throws<ArgumentException>(() => _model.Freeze("decoder.*", "encoder.blok.*"));

        Assert.StartsWith("No parameter is called 'encoder.blok.*'. Near it are: encoder.block.*", error.Message, StringComparison.Ordinal);
        Assert.Equal(_model.NamedParameters.Count, _model.TrainableParameters.Count);
    }

    [Fact]
    public void Frozen_parameters_get_no_gradient_and_the_others_the_same()
    {
        using var scope = torch.NewDisposeScope();
        var golden = GoldenModel.Load(GoldenModel.V11);
        golden.Model.Freeze("encoder.*", "*norm*", "shared.weight", "lm_head.weight");

        golden.Loss(golden.Model.forward(golden.Batch(golden.Mask))).backward();

        foreach (var (name, expected) in golden.Gradients())
            if (golden.Model.NamedParameters[name] is { requires_grad: true } parameter)
                Assert.True(GoldenModel.Difference(expected, parameter.grad!) <= GoldenModel.GradientTolerance * expected.abs().max().item<float>(), name);
            else
                Assert.Null(golden.Model.NamedParameters[name].grad);
    }
}
