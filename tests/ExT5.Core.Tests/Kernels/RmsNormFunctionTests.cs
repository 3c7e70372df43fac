using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class RmsNormFunctionTests
{
    private const double Epsilon = 1e-6;

    // A sum of up to 1000 products in float32, relative to numbers near 1.
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(100, 64)]
    [InlineData(41, 1_000)]
    public void Values_and_gradients_are_those_of_the_formula_in_float64(long rows, long width)
    {
        using var scope = NewDisposeScope();
        manual_seed(rows);
        using Scalar half = 0.5, epsilon = Epsilon;
        var (x, weight, upstream) = (randn(rows, width), rand(width).add(half, Scalars.One), randn(rows, width));

        var expected = Run((a, w) => a * a.pow(Scalars.Two).mean([-1], keepdim: true).add(epsilon, Scalars.One).rsqrt() * w, x, weight, upstream, ScalarType.Float64);
        var actual = Run((a, w) => RmsNormFunction.Normalize(a, w, Epsilon), x, weight, upstream, ScalarType.Float32);

        foreach (var (wanted, got) in expected.Zip(actual))
            Assert.InRange((wanted - got).abs().max().item<double>(), 0, Tolerance * (1 + wanted.abs().max().item<double>()));
    }

    [Fact]
    public void It_gives_the_same_with_and_without_gradients_and_for_any_layout()
    {
        using var scope = NewDisposeScope();
        var (x, weight) = (randn(6, 4, 8).transpose(0, 1), randn(8));

        var recorded = RmsNormFunction.Normalize(x, weight, Epsilon);
        using var inference = no_grad();

        Assert.Equal([4L, 6L, 8L], recorded.shape);
        Assert.True(recorded.Equals(RmsNormFunction.Normalize(x.contiguous(), weight, Epsilon)));
    }

    [Fact]
    public void A_NaN_reaches_the_result()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 8);
        x[1, 3] = float.NaN;

        var y = RmsNormFunction.Normalize(x, ones(8), Epsilon);

        Assert.True(y[0].isfinite().all().item<bool>());
        Assert.True(y[1].isnan().all().item<bool>());
    }

    private static List<Tensor> Run(Func<Tensor, Tensor, Tensor> norm, Tensor x, Tensor weight, Tensor upstream, ScalarType type)
    {
        var (a, w) = (x.detach().to(type).requires_grad_(), weight.detach().to(type).requires_grad_());
        var y = norm(a, w);
        y.backward([upstream.to(type)]);
        return [.. new[] { y.detach(), a.grad!, w.grad! }.Select(tensor => tensor.to(ScalarType.Float64))];
    }
}
