using BenchmarkDotNet.Attributes;
using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Benchmarks;

/// <summary>
/// The attention product of T5 small's and base's encoders with a learned bias, against its definition.
/// </summary>
public class AttentionKernelBenchmarks
{
    private readonly ReferenceKernel _reference = new();
    private readonly SdpaKernel _sdpa = new();
    private Tensor _query = null!, _key = null!, _value = null!, _bias = null!, _constantBias = null!, _gradient = null!;

    [ParamsSource(nameof(Shapes))]
    public AttentionShape Shape { get; set; } = null!;

    [Params(0, 0.1)]
    public double Dropout { get; set; }

    public static IEnumerable<AttentionShape> Shapes => [new("small", 8, 6, 512), new("base", 4, 12, 512)];

    [GlobalSetup]
    public void Setup()
    {
        Tensor Random(params long[] shape) => randn(shape).requires_grad_();
        (_query, _key, _value) = (Random(Shape.Sizes), Random(Shape.Sizes), Random(Shape.Sizes));
        _bias = Random(1, Shape.Heads, Shape.Length, Shape.Length);
        _constantBias = _bias.detach(); // as the model has it outside training
        _gradient = randn(Shape.Sizes);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("forward")]
    public void ReferenceForward() => Forward(_reference);

    [Benchmark, BenchmarkCategory("forward")]
    public void SdpaForward() => Forward(_sdpa);

    [Benchmark(Baseline = true), BenchmarkCategory("forward+backward")]
    public void ReferenceForwardBackward() => ForwardBackward(_reference);

    [Benchmark, BenchmarkCategory("forward+backward")]
    public void SdpaForwardBackward() => ForwardBackward(_sdpa);

    private void Forward(IAttentionKernel kernel)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        kernel.Attend(_query, _key, _value, _constantBias, Dropout);
    }

    private void ForwardBackward(IAttentionKernel kernel)
    {
        using var scope = NewDisposeScope();
        kernel.Attend(_query, _key, _value, _bias, Dropout).backward([_gradient]);
        foreach (var input in new[] { _query, _key, _value, _bias })
            input.grad = null;
    }
}
