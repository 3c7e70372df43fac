using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Training.Tests.Optimization;

/// <summary>
/// The fused kernels against the tensor operations that define them, on sizes that cut blocks unevenly.
/// </summary>
public class KernelAgreementTests
{
    /// <summary>Two float32 orders of summation over up to 140,000 elements, up to 8 large: five of their last places; one was seen.</summary>
    private const double Tolerance = 5e-6;

    private const int Steps = 4;

    public static TheoryData<long[]> Sizes => new(
        [1L], [7L], [65_536L], [140_001L], [3L, 5L], [65L, 2_051L], [200L, 129L]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AdamW_agrees(long[] shape) => AssertAgree(
        shape,
        parameters => new AdamW(parameters, null, new FusedAdamWKernel()),
        parameters => new AdamW(parameters, null, new TensorAdamWKernel()));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Adafactor_of_T5_agrees(long[] shape) => AssertAgree(
        shape,
        parameters => new Adafactor(parameters, AdafactorOptions.T5Pretrain, Fused),
        parameters => new Adafactor(parameters, AdafactorOptions.T5Pretrain, new TensorAdafactorKernel()));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Adafactor_of_Transformers_with_momentum_agrees(long[] shape)
    {
        var options = AdafactorOptions.Transformers with { Momentum = 0.9, WeightDecay = 0.1, ClipThreshold = 0.5 };

        AssertAgree(
            shape,
            parameters => new Adafactor(parameters, options, Fused),
            parameters => new Adafactor(parameters, options, new TensorAdafactorKernel()));
    }

    [Fact]
    public void A_fused_step_gives_the_same_bits_on_any_number_of_threads()
    {
        var threads = get_num_threads();
        try
        {
            Assert.Equal(BytesAfterSteps(threads: 1), BytesAfterSteps(threads: 3));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static IAdafactorKernel[] Fused => [new FusedMatrixAdafactorKernel(), new FusedVectorAdafactorKernel()];

    private static byte[] BytesAfterSteps(int threads)
    {
        set_num_threads(threads);
        var parameter = Start([700, 301]);
        using var optimizer = new Adafactor([("weight", parameter)]);
        Take(optimizer, parameter);
        return parameter.bytes.ToArray();
    }

    private static void AssertAgree(
        long[] shape,
        Func<IEnumerable<(string, Parameter)>, IOptimizer> fused, Func<IEnumerable<(string, Parameter)>, IOptimizer> plain)
    {
        var (first, second) = (Start(shape), Start(shape));
        using var fusedOptimizer = fused([("weight", first)]);
        using var plainOptimizer = plain([("weight", second)]);
        Take(fusedOptimizer, first);
        Take(plainOptimizer, second);

        AssertClose(second, first);
        Assert.Equal(plainOptimizer.State.Keys, fusedOptimizer.State.Keys);
        foreach (var (name, expected) in plainOptimizer.State)
            AssertClose(expected, fusedOptimizer.State[name]);
    }

    private static void Take(IOptimizer optimizer, Parameter parameter)
    {
        using var generator = new Generator(1);
        for (var step = 0; step < Steps; step++)
        {
            parameter.grad = randn(parameter.shape, generator: generator);
            optimizer.Step(0.01);
        }
    }

    private static Parameter Start(long[] shape)
    {
        using var generator = new Generator(2);
        return new Parameter(randn(shape, generator: generator));
    }

    private static void AssertClose(Tensor expected, Tensor got) =>
        Assert.InRange((expected - got).abs().max().item<float>(), 0, Tolerance);
}
