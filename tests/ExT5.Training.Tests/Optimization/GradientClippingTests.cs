using ExT5.Core;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

public class GradientClippingTests
{
    /// <summary>float32 rounding of values of size 10.</summary>
    private const double Tolerance = 2e-6;

    [Fact]
    public void A_norm_above_the_limit_scales_all_gradients_together()
    {
        var (a, b) = (WithGradient(3, 0), WithGradient(0, 4));

        var norm = new GradientClipping(1).Apply([a, b]);

        Assert.Equal(new GradientNorm(5, WasClipped: true), norm);
        Assert.Equal(0.6, a.grad![0].item<float>(), Tolerance);
        Assert.Equal(0.8, b.grad![1].item<float>(), Tolerance);
    }

    [Fact]
    public void A_norm_within_the_limit_changes_nothing()
    {
        var a = WithGradient(3, 4);

        var norm = new GradientClipping(5).Apply([a]);

        Assert.Equal(new GradientNorm(5, WasClipped: false), norm);
        Assert.Equal([3f, 4f], a.grad!.data<float>().ToArray());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Gradients_that_are_not_finite_are_reported_and_left(float bad)
    {
        var (a, b) = (WithGradient(bad, 1), WithGradient(100, 0));

        var norm = new GradientClipping(1).Apply([a, b]);

        Assert.False(norm.IsFinite);
        Assert.False(norm.WasClipped);
        Assert.Equal(100, b.grad![0].item<float>());
    }

    [Fact]
    public void Parameters_without_gradients_have_norm_zero() =>
        Assert.Equal(new GradientNorm(0, false), new GradientClipping().Apply([new Parameter(ones(3))]));

    [Fact]
    public void A_long_gradient_and_a_transposed_one_have_PyTorchs_norm()
    {
        using var generator = new Generator(3);
        var gradient = randn([300, 1000], generator: generator);
        var (straight, transposed) = (new Parameter(zeros(300, 1000)), new Parameter(zeros(1000, 300)));
        straight.grad = gradient;
        transposed.grad = gradient.t();
        var expected = Math.Sqrt(2 * gradient.to(ScalarType.Float64).pow(Scalars.Two).sum().item<double>());

        var norm = GradientClipping.None.Apply([straight, transposed]);

        Assert.Equal(1, norm.Value / expected, 1e-6);
    }

    [Fact]
    public void A_limit_of_zero_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientClipping(0));

    private static Parameter WithGradient(params float[] gradient)
    {
        var parameter = new Parameter(zeros(gradient.Length));
        parameter.grad = tensor(gradient);
        return parameter;
    }
}
