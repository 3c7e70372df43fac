using BenchmarkDotNet.Attributes;
using ExT5.Core;

namespace ExT5.Benchmarks;

/// <summary>
/// The step of <see cref="TrainStepBenchmarks"/> in bfloat16. A processor without bfloat16 instructions (avx512_bf16,
/// amx_bf16) takes minutes for each.
/// </summary>
public class BFloat16TrainStepBenchmarks
{
    private TrainingStep _bfloat16 = null!;

    [GlobalSetup]
    public void Setup() => _bfloat16 = new(new() { Precision = ComputePrecision.BFloat16 });

    [GlobalCleanup]
    public void Cleanup() => _bfloat16.Dispose();

    [Benchmark]
    public void BFloat16() => _bfloat16.Run();
}
