using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>
/// Draws from a mixture of 107 tasks, in order and at far positions, against the least a draw could be.
/// </summary>
public class SamplerBenchmarks
{
    private const int Draws = 4096;
    private readonly Random _random = new(1);
    private MixtureSampler _sampler = null!;
    private double[] _boundaries = null!;

    [GlobalSetup]
    public void Setup()
    {
        MixtureShare[] shares = [.. Enumerable.Range(1, 107).Select(i => new MixtureShare($"task{i}", 1.0 / i, 1000L * i))];
        var total = shares.Sum(share => share.Weight);
        _sampler = new MixtureSampler(shares, seed: 1);
        _boundaries = [.. shares.Select((_, i) => shares.Take(i + 1).Sum(share => share.Weight) / total)];
    }

    /// <summary>Independent draws from one generator: no resume, no epochs, no exact rates.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Draws)]
    public int Independent()
    {
        var sum = 0;
        for (var i = 0; i < Draws; i++)
            sum += Array.BinarySearch(_boundaries, _random.NextDouble());
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Draws)]
    public long InOrder() => Sum(start: 0);

    [Benchmark(OperationsPerInvoke = Draws)]
    public long AtPositionTrillion() => Sum(start: 1_000_000_000_000);

    private long Sum(long start)
    {
        var sum = 0L;
        for (var i = 0; i < Draws; i++)
            sum += _sampler[start + i].Index;
        return sum;
    }
}
