using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public enum BiasShape
{
    None,
    RelativeOnly,
    Padded,
    Packed,
    Causal,
    CrossPadded,
}

public sealed class AttentionKernelTests
{
    private const int Rows = 3, Heads = 2, HeadSize = 8, Queries = 5;

    // Sums of at most 8 products of numbers near 1, in another order.
    private const double FloatTolerance = 2e-6;

    // bfloat16 has 8 bits; scores and weights are rounded at other places.
    private const double BFloat16Tolerance = 5e-2;

    // float16 has 11 bits.
    private const double Float16Tolerance = 7e-3;

    public static TheoryData<IAttentionKernel, BiasShape, ScalarType> Cases
    {
        get
        {
            var cases = new TheoryData<IAttentionKernel, BiasShape, ScalarType>();
            foreach (var kernel in new IAttentionKernel[] { new ReferenceKernel(), new SdpaKernel(), KernelSelection.Default })
                foreach (var bias in Enum.GetValues<BiasShape>())
                    foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16, ScalarType.Float16 })
                        cases.Add(kernel, bias, type);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_the_formula(IAttentionKernel kernel, BiasShape shape, ScalarType type)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var tolerance = Tolerance(type);
        var keys = shape is BiasShape.CrossPadded ? 7 : Queries;
        // Rounded to the compute type first, so that formula and kernel start from the same numbers.
        var inputs = new[] { Queries, keys, keys }.Select(length => randn(Rows, Heads, length, HeadSize).to(type)).ToArray();
        var bias = Bias(shape, keys);
        var upstream = randn(Rows, Heads, Queries, HeadSize).to(type);

        var expected = Run(Formula, inputs, bias, upstream, ScalarType.Float64);
        var actual = Run((q, k, v, b) => kernel.Attend(q, k, v, b, 0), inputs, bias, upstream, type);

        Assert.Equal(expected.Count, actual.Count);
        foreach (var (wanted, got) in expected.Zip(actual))
            Assert.InRange((wanted - got.to(ScalarType.Float64)).abs().max().item<double>(), 0, tolerance * (1 + wanted.abs().max().item<double>()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_query_that_may_see_nothing_gives_finite_numbers(IAttentionKernel kernel, BiasShape shape, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        manual_seed((long)shape);
        var (query, key) = (randn(1, 1, 2, 4).to(type), randn(1, 1, 3, 4).to(type));

        using Scalar masked = AttentionBias.Masked;

        var context = kernel.Attend(query, key, key, full(1, 1, 1, 3, masked), 0);

        Assert.True(context.isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dropout_keeps_the_mean_and_drops_its_part(IAttentionKernel kernel, BiasShape shape, ScalarType type)
    {
        using var scope = NewDisposeScope();
        manual_seed((long)shape);
        var (zero, one) = (torch.zeros([1, 1, 4_000, 1], type), torch.ones([1, 1, 1, 1], type));

        // One key has weight 1: the context is 0 where it is dropped, 1 / (1 - 0.25) elsewhere.
        var context = kernel.Attend(zero, one, one, null, 0.25).to(ScalarType.Float32);

        Assert.Equal(0.25, context.eq(Scalars.Zero).to(ScalarType.Float32).mean().item<float>(), 0.05);
        Assert.Equal(4 / 3.0, context.max().item<float>(), 0.01);
    }

    private static double Tolerance(ScalarType type) => type switch
    {
        ScalarType.BFloat16 => BFloat16Tolerance,
        ScalarType.Float16 => Float16Tolerance,
        _ => FloatTolerance,
    };

    private static Tensor Formula(Tensor query, Tensor key, Tensor value, Tensor? bias)
    {
        var scores = einsum("bhqd,bhkd->bhqk", query, key);
        var exponents = (bias is null ? scores : scores.add(bias, Scalars.One)).exp();
        return einsum("bhqk,bhkd->bhqd", exponents / exponents.sum(-1, keepdim: true), value);
    }

    private static List<Tensor> Run(
        Func<Tensor, Tensor, Tensor, Tensor?, Tensor> attend, Tensor[] inputs, Tensor? bias, Tensor upstream, ScalarType type)
    {
        var leaves = inputs.Select(input => input.detach().to(type).requires_grad_()).ToList();
        var biasLeaf = bias?.detach().to(type == ScalarType.Float64 ? type : ScalarType.Float32).requires_grad_();
        var context = attend(leaves[0], leaves[1], leaves[2], biasLeaf);
        context.backward([upstream.to(type)]);
        var results = leaves.Select(leaf => leaf.grad!).Prepend(context.detach()).ToList();
        if (biasLeaf is not null)
            results.Add(biasLeaf.grad!);
        return results;
    }

    private static Tensor? Bias(BiasShape shape, int keys)
    {
        var relative = randn(1, Heads, Queries, Queries);
        var padding = tensor(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0 }).view(Rows, Queries);
        var segments = tensor(new long[] { 1, 1, 2, 2, 0, 1, 2, 3, 3, 3, 1, 1, 1, 1, 1 }).view(Rows, Queries);
        return shape switch
        {
            BiasShape.None => null,
            BiasShape.RelativeOnly => relative,
            BiasShape.Padded => AttentionBias.Self(relative, padding, packed: false, causal: false),
            BiasShape.Packed => AttentionBias.Self(relative, segments, packed: true, causal: true),
            BiasShape.Causal => AttentionBias.Self(relative, null, packed: false, causal: true),
            _ => AttentionBias.Cross(null, cat([padding, zeros_like(padding)], 1).narrow(1, 0, keys), packed: false),
        };
    }
}
