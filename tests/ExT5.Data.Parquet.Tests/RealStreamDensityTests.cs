namespace ExT5.Data.Parquet.Tests;

/// <summary>How full rows are on a stream of 107 tasks whose lengths are those of real tasks, with the paper's rates.</summary>
public sealed class RealStreamDensityTests
{
    private const int Tasks = 107;

    // With the paper's R and T5's lengths, and supervised tasks alone where targets are not what fills a row.
    [Theory]
    [InlineData(2, 114)]
    [InlineData(0, 256)]
    [InlineData(0, 512)]
    public async Task Rows_of_a_stream_of_107_tasks_are_97_percent_full(double ratio, int targetsOfRow)
    {
        var shape = new BatchShape(Sequences: 128, Inputs: 512, Targets: targetsOfRow);
        var folder = SharedFolder.Require("data");
        var vocabulary = T5Vocabulary.Load(Path.Combine(folder, "vocab", "t5", "spiece.model"));
        using var pipeline = await Seq2SeqPipeline.OpenAsync(
            Registry(folder, ratio), "stream", vocabulary, shape, seed: 1, cancellationToken: TestContext.Current.CancellationToken);
        var examples = Enumerable.Range(0, 2 * shape.Window).Select(i => pipeline.Sample(i).Example).ToArray();

        var rows = examples.Chunk(shape.Window).Sum(window => new SequencePacker(shape).Pack(window, new int[window.Length])
            .Sum(batch => batch.EncoderSegmentIds.Chunk(shape.Inputs).Count(row => row[0] > 0)));

        var lengths = examples.Select(example => (Inputs: example.Inputs.Length, Targets: example.Targets.Length)).ToArray();
        var (inputs, targets) = (lengths.Sum(length => length.Inputs), lengths.Sum(length => length.Targets));
        var density = Density(rows);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"R = {ratio}, {targetsOfRow} targets a row: inputs {density:P2} full, targets {(double)targets / (rows * shape.Targets):P2}; in the order of arrival with one open row " +
            $"(SeqIO) {Density(RowsOfArrival(lengths, shape, openRows: 1)):P2}, with 128 open rows {Density(RowsOfArrival(lengths, shape, openRows: 128)):P2}");
        Assert.InRange(density, 0.97, 1);

        double Density(int of) => (double)inputs / (of * shape.Inputs);
    }

    private static int RowsOfArrival((int Inputs, int Targets)[] lengths, BatchShape shape, int openRows)
    {
        var (rows, open) = (0, new List<(int Inputs, int Targets)>());
        foreach (var (inputs, targets) in lengths)
        {
            var row = open.FindIndex(room => inputs <= room.Inputs && targets <= room.Targets);
            if (row < 0)
            {
                if (open.Count == openRows) open.RemoveAt(0);
                open.Add((shape.Inputs, shape.Targets));
                (rows, row) = (rows + 1, open.Count - 1);
            }

            open[row] = (open[row].Inputs - inputs, open[row].Targets - targets);
        }

        return rows;
    }

    // Tasks with real rows stand for several of the 107, at the rates of the paper's sizes.
    private static TaskRegistry Registry(string folder, double ratio)
    {
        var real = RealTasks.In(folder);
        var sizes = File.ReadLines(Path.Combine(SharedFolder.RepositoryRoot, "tests", "ExT5.Data.Tests", "Golden", "exmix_sizes.tsv"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).Take(Tasks).ToArray();
        var registry = new TaskRegistryBuilder()
            .AddTask<string>("text", task => task.ReadFrom(new TextLinesSource(Path.Combine(folder, "text", "wikitext2", "wiki.test.raw"))).Denoise(row => row, new SpanCorruption()))
            .AddMixture("supervised", mix =>
            {
                foreach (var size in sizes) mix.Add(Math.Min(double.Parse(size[1], null), 300_000), size[0]);
            })
            .AddMixture("stream", mix => mix.AddRatio(ratio, "text", "supervised"));
        for (var i = 0; i < Tasks; i++)
        {
            var task = real[i % real.Count].Task;
            registry.AddTask<TextExample>(sizes[i][0], builder => builder.ReadFrom(new RowsOf(task)).Format(example => example));
        }

        return registry.Build();
    }

    private sealed class RowsOf(Seq2SeqTask task) : IDataSource<TextExample>
    {
        public ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) => task.OpenAsync(split, cancellationToken);
    }
}
