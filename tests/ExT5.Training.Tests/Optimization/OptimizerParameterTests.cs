using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

public class OptimizerParameterTests
{
    [Fact]
    public void A_parameter_without_a_gradient_is_left_as_it_is()
    {
        var weights = new TestParameters(("used", [3]), ("unused", [3]));
        using var optimizer = new AdamW(weights.Named);
        weights.SetGradients(1);
        weights["unused"].grad = null;
        var before = weights["unused"].bytes.ToArray();

        optimizer.Step(0.1);

        Assert.Equal(before, weights["unused"].bytes.ToArray());
        Assert.Equal(0, optimizer.State["unused.exp_avg_sq"].sum().item<float>());
        Assert.NotEqual(0, optimizer.State["used.exp_avg_sq"].sum().item<float>());
    }

    [Fact]
    public void A_frozen_parameter_has_no_state()
    {
        var weights = new TestParameters(("free", [3]), ("frozen", [3]));
        weights["frozen"].requires_grad = false;

        using var optimizer = new AdamW(weights.Named);

        Assert.Equal(["free.exp_avg", "free.exp_avg_sq"], optimizer.State.Keys);
    }

    [Fact]
    public void Tied_weights_are_changed_once_under_their_first_name()
    {
        var shared = new Parameter(ones(2));
        using var optimizer = new AdamW([("shared", shared), ("head", shared)], new AdamWOptions(WeightDecay: 0));
        shared.grad = ones(2);

        optimizer.Step(0.5);

        Assert.Equal(["shared.exp_avg", "shared.exp_avg_sq"], optimizer.State.Keys);
        Assert.Equal(0.5f, shared[0].item<float>(), 1e-6f);
    }

    [Fact]
    public void Two_parameters_of_one_name_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => new AdamW([("w", new Parameter(ones(2))), ("w", new Parameter(ones(2)))]));

        Assert.Contains("'w'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_is_no_rate_is_refused(double rate)
    {
        var weights = new TestParameters(("w", [3]));
        using var optimizer = new Adafactor(weights.Named);
        weights.SetGradients(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Step(rate));
        Assert.Equal(0, optimizer.StepCount);
    }

    [Fact]
    public void Half_precision_parameters_keep_float32_state()
    {
        var weights = new Parameter(ones(4, ScalarType.BFloat16));
        using var optimizer = new AdamW([("w", weights)], new AdamWOptions(WeightDecay: 0));
        weights.grad = ones(4, ScalarType.BFloat16);

        optimizer.Step(0.5);

        Assert.Equal(ScalarType.Float32, optimizer.State["w.exp_avg"].dtype);
        Assert.Equal(0.5f, weights[0].to(ScalarType.Float32).item<float>());
    }

    [Fact]
    public void Zeroing_gradients_forgets_them()
    {
        var weights = new TestParameters(("w", [3]));
        using var optimizer = new AdamW(weights.Named);
        weights.SetGradients(1);

        optimizer.ZeroGrad();

        Assert.Null(weights["w"].grad);
    }
}
