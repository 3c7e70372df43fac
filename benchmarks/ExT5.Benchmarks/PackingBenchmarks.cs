using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>
/// Plans the rows of a window of 4,096 examples and packs it into batches of 128 x 512 -> 114. The baseline plans rows in the
/// order of arrival, as SeqIO does.
/// </summary>
public class PackingBenchmarks
{
    private static readonly BatchShape Shape = new(Sequences: 128, Inputs: 512, Targets: 114);

    private TokenizedExample[] _examples = null!;
    private int[] _tasks = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        int[] Ids(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(2, 32_000))];
        _examples = [.. Enumerable.Range(0, Shape.Window).Select(_ => new TokenizedExample(Ids(random.Next(8, 400)), Ids(random.Next(2, 80))))];
        _tasks = new int[_examples.Length];
        Console.WriteLine($"// {_examples.Sum(example => example.Inputs.Length + example.Targets.Length)} tokens a window");
    }

    [Benchmark(Baseline = true)]
    public int[][] PlanInArrivalOrder() => ArrivalOrderPacking.Rows(_examples, Shape);

    [Benchmark]
    public int[][] Plan() => PackingPlan.Of([.. _examples.Select(example => BatchWriter.LengthsOf(example, Shape))], Shape, key: 1);

    [Benchmark]
    public IReadOnlyList<PackedBatch> PlanAndWrite() => [.. new SequencePacker(Shape).Pack(_examples, _tasks)];
}
