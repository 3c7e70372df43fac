using BenchmarkDotNet.Attributes;
using ExT5.Core;

namespace ExT5.Benchmarks;

/// <summary>
/// A whole training step with dropout 0.1. The baseline is the definition of attention, autograd over all logits and
/// TorchSharp's clipping and AdamW.
/// </summary>
public class TrainStepBenchmarks
{
    private TrainingStep _plain = null!, _float32 = null!;

    [GlobalSetup]
    public void Setup()
    {
        _plain = new(new() { Kernel = new ReferenceKernel() });
        _float32 = new(new());
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _plain.Dispose();
        _float32.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void PlainTorchSharp() => _plain.RunPlain();

    [Benchmark]
    public void Float32() => _float32.Run();
}
