using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>Fills one batch of 128 x 512 / 114 from examples of ragged lengths, packed and one example a row.</summary>
public class PackingBenchmarks
{
    private TokenizedExample[] _examples = null!;

    [Params(true, false)]
    public bool Packed { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        int[] Ids(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(2, 32_000))];
        _examples = [.. Enumerable.Range(0, 4096)
            .Select(_ => new TokenizedExample(Ids(random.Next(8, 400)), Ids(random.Next(2, 80))))];
    }

    [Benchmark]
    public PackedBatch Fill()
    {
        var packer = new SequencePacker(new BatchShape(Sequences: 128, Inputs: 512, Targets: 114, Packed));
        var next = 0;
        while (packer.TryAdd(_examples[next % _examples.Length], taskId: 0))
            next++;
        return packer.Take();
    }
}
