using TorchSharp;
using static TorchSharp.torch;
using GELU = TorchSharp.Modules.GELU;

namespace ExT5.Core.Tests;

public sealed class GatedGeluFunctionTests
{
    // Some 50 roundings of float32 (6e-8 each) on the way to a gradient, should none cancel another; 1.7e-6 was seen.
    private const double FloatTolerance = 6e-6;

    // Two roundings to 8 bits (2^-8 each), should a library round between the products; 3.6e-3 was seen.
    private const double BFloat16Tolerance = 8e-3;

    public static TheoryData<long, long, ScalarType, double> Cases => new()
    {
        { 1, 1, ScalarType.Float32, FloatTolerance },
        { 5, 7, ScalarType.Float32, FloatTolerance },
        { 70, 64, ScalarType.Float32, FloatTolerance },
        { 5, 7, ScalarType.BFloat16, BFloat16Tolerance },
        { 70, 64, ScalarType.BFloat16, BFloat16Tolerance },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_libtorch_in_float64(long rows, long width, ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        manual_seed(rows);
        // Rounded to the type first, so that both start from the same numbers; wide enough for both tails.
        using Scalar wide = 3;
        var (joint, upstream) = ((randn(rows, 2 * width) * wide).to(type), randn(rows, width).to(type));

        var expected = Run(Reference, joint, upstream, ScalarType.Float64);
        var actual = Run(GatedGeluFunction.Activate, joint, upstream, type);

        foreach (var (wanted, got) in expected.Zip(actual))
            Assert.InRange(((wanted - got) / wanted.abs().add(Scalars.One, Scalars.One)).abs().max().item<double>(), 0, tolerance);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Infinities_and_NaN_come_out_as_libtorch_gives_them(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var joint = tensor(new[] { 1e30f, -1e30f, float.NaN, 2f, 1f, 1f, 1f, float.NaN }).to(type).unsqueeze(0);

        var y = GatedGeluFunction.Activate(joint).to(ScalarType.Float32)[0];

        Assert.Equal(1, y[0].item<float>() / 1e30f, 0.01);
        Assert.Equal(0, y[1].item<float>(), 1e-6);
        Assert.True(y[2].isnan().item<bool>() && y[3].isnan().item<bool>());
    }

    private static Tensor Reference(Tensor joint)
    {
        var halves = joint.split(joint.shape[^1] / 2, -1);
        return nn.functional.gelu(halves[0], GELU.Approximate.tanh) * halves[1];
    }

    private static List<Tensor> Run(Func<Tensor, Tensor> activate, Tensor joint, Tensor upstream, ScalarType type)
    {
        var leaf = joint.detach().to(type).requires_grad_();
        var y = activate(leaf);
        y.backward([upstream.to(type)]);
        return [.. new[] { y.detach(), leaf.grad! }.Select(tensor => tensor.to(ScalarType.Float64))];
    }
}
