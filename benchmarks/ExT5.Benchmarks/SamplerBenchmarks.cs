using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>
/// Draws from mixtures of 107 and 10,000 tasks, read in order and asked position by position, against independent draws
/// as SeqIO makes them.
/// </summary>
public class SamplerBenchmarks
{
    private const int Draws = 4096;
    private readonly Random _random = new();
    private MixtureSampler _sampler = null!;
    private MixtureCursor _cursor = null!;
    private double[] _boundaries = null!;
    private AliasTable _alias = null!;
    private MixtureShare[] _shares = null!;

    [Params(107, 10_000)]
    public int Tasks { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _shares = [.. Enumerable.Range(1, Tasks).Select(i => new MixtureShare($"task{i}", 1.0 / (i % 107 + 1), 1000L * (i % 107 + 1)))];
        var total = _shares.Sum(share => share.Weight);
        _sampler = new MixtureSampler(_shares, seed: 1);
        _cursor = _sampler.ReadFrom(0);
        _alias = new AliasTable([.. _shares.Select(share => share.Weight)]);
        _boundaries = [.. _shares.Select((_, i) => _shares.Take(i + 1).Sum(share => share.Weight) / total)];
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

    /// <summary>The least an independent draw can do: a table for the task and a random number for the example.</summary>
    [Benchmark(OperationsPerInvoke = Draws)]
    public long IndependentAlias()
    {
        var sum = 0L;
        for (var i = 0; i < Draws; i++)
        {
            var task = _alias.Draw(_random);
            sum += _random.NextInt64(_shares[task].Examples);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Draws)]
    public long InOrder()
    {
        var sum = 0L;
        for (var i = 0; i < Draws; i++)
            sum += _cursor.Next().Index;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Draws)]
    public long AtPositionTrillion()
    {
        var sum = 0L;
        for (var i = 0; i < Draws; i++)
            sum += _sampler[1_000_000_000_000 + i].Index;
        return sum;
    }
}
