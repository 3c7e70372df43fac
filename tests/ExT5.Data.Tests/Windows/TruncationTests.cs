using CsCheck;

namespace ExT5.Data.Tests;

/// <summary>Counts of what was cut are those of the rows that were handed out, whatever the shape, side, workers, processes and stops.</summary>
public class TruncationTests
{
    private const int Rows = 60;
    private static readonly ByteVocabulary Vocabulary = new();

    [Fact]
    public void Counts_are_exactly_those_of_the_examples_handed_out() =>
        Gen.Select(Gen.Int[5, 40], Gen.Int[2, 40], Gen.Bool, Gen.Bool, Gen.Int[0, 2]).Sample((inputs, targets, packed, left, workers) =>
        {
            var shape = new BatchShape(1, inputs, targets, packed) { Window = 64 };
            using var pipeline = Open(shape, left, new() { Workers = workers });

            var found = pipeline.Truncation;
            for (pipeline.Next(); pipeline.State.Window < 2; pipeline.Next()) found = pipeline.Truncation;

            Assert.Equal(Expected(pipeline, 2 * shape.Window, inputs, targets, left), found);
        }, iter: 20, threads: 1);

    [Fact]
    public void Counts_go_on_from_a_saved_state_and_are_the_same_for_any_number_of_processes()
    {
        var shape = new BatchShape(4, 20, 10) { Window = 64 };
        using var whole = Open(shape, left: false, new() { Workers = 0 });
        var state = PipelineState.Start;
        for (var step = 0; step < 40; step++)
        {
            whole.Next();
            var processes = step % 3 == 0 ? 4 : 2;
            var ranks = Enumerable.Range(0, processes).Select(rank =>
                Open(shape with { Sequences = 4 / processes }, left: false, new() { Workers = 0, Shard = new DataShard(rank, processes) })).ToList();
            foreach (var rank in ranks)
            {
                rank.State = state;
                rank.Next();
                Assert.Equal(whole.State, rank.State);
                Assert.Equal(whole.Truncation, rank.Truncation);
                rank.Dispose();
            }

            state = ranks[0].State;
        }

        Assert.Contains(whole.Truncation, task => task.CutInputs > 0 && task.CutTargets > 0);
    }

    [Fact]
    public void A_state_without_counts_counts_from_there_on_and_tasks_are_found_by_name()
    {
        var shape = new BatchShape(4, 20, 10) { Window = 64 };
        using var pipeline = Open(shape, left: false, new() { Workers = 0 });
        pipeline.State = new PipelineState(3, 0, 0, 0);
        Assert.All(pipeline.Truncation, task => Assert.Equal(0, task.Examples));

        pipeline.State = new PipelineState(3, 0, 0, 0) { Truncation = new([new("gone", 5, 5), new("short", 70, 1, 2, 3, 4)]) };

        Assert.Equal([new TaskTruncation("long"), new TaskTruncation("short", 70, 1, 2, 3, 4)], pipeline.Truncation);
    }

    [Fact]
    public void What_rows_have_no_room_for_is_told_before_a_run()
    {
        using var pipeline = Open(new BatchShape(4, 20, 60) { Window = 64 }, left: false, new() { Workers = 0 });

        var text = pipeline.Explain(1000).ToString();

        Assert.Contains("cut inputs", text, StringComparison.Ordinal);
        Assert.Matches(@"1 task with more than 1 % of inputs or targets cut: long \(inputs 8\d\.\d %, targets 0\.0 % of 60 looked at\)", text);
        using var roomy = Open(new BatchShape(4, 400, 60) { Window = 64 }, left: false, new() { Workers = 0 });
        Assert.DoesNotContain("cut", roomy.Explain(1000).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_objective_gives_beyond_a_row_is_counted_too()
    {
        var task = Seq2SeqTask.Create<string>("grows", task => task.ReadFrom(new InMemorySource<string>([new string('a', 500)])).Denoise(row => row, new Growing()));
        using var pipeline = Open(new TaskRegistry([task], []), "grows", new BatchShape(1, 12, 5) { Window = 64 }, new() { Workers = 0 });

        pipeline.Next();

        // 10 tokens doubled and EOS in 12 places, 10 tokens and EOS in 5.
        Assert.Equal(new TaskTruncation("grows", 1, 1, 1, 9, 6), Assert.Single(pipeline.Truncation));
    }

    private static TaskTruncation[] Expected(Seq2SeqPipeline pipeline, int positions, int inputs, int targets, bool left)
    {
        TaskTruncation[] counts = [new("long"), new("short")];
        for (var position = 0; position < positions; position++)
        {
            var (example, task) = pipeline.Sample(position);
            // Each text is its number, three digits long, again and again, so any end of it tells its row.
            var (i, t) = LengthsOf(task, Number(example.Inputs));
            counts[task] = counts[task].Plus(new ExampleLengths(Math.Max(0, i + 1 - inputs), Math.Max(0, t + 1 - targets)));
        }

        return counts;
    }

    private static int Number(int[] ids) => ids[..^1].Max() - 3 - 'A';

    private static (int Inputs, int Targets) LengthsOf(int task, int row) => task == 0 ? (1 + 2 * row, 1 + row / 2) : (1 + row % 10, 1 + row % 3);

    private static Seq2SeqPipeline Open(TaskRegistry registry, string mixture, BatchShape shape, PipelineOptions options) =>
        Seq2SeqPipeline.OpenAsync(registry, mixture, Vocabulary, shape, seed: 3, options: options).GetAwaiter().GetResult();

    private static Seq2SeqPipeline Open(BatchShape shape, bool left, PipelineOptions options) => Open(
        new TaskRegistryBuilder().AddTask<int>("long", task => Describe(task, 0, left)).AddTask<int>("short", task => Describe(task, 1, left))
            .AddMixture("mix", mix => mix.Add(1, "long", "short")).Build(),
        "mix", shape, options);

    private static void Describe(Seq2SeqTaskBuilder<int> builder, int task, bool left) => builder
        .ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, Rows)])).Truncate(left ? TruncationSide.Left : TruncationSide.Right)
        .Format(row => new TextExample(new string((char)('A' + row), LengthsOf(task, row).Inputs), new string('x', LengthsOf(task, row).Targets)));

    private sealed record Growing : Objective
    {
        public override int SegmentLength(BatchShape shape, Vocabulary vocabulary) => 10;

        public override TokenizedExample Corrupt(ReadOnlySpan<int> tokens, BatchShape shape, Vocabulary vocabulary, ref CounterRandom random) =>
            new([.. tokens, .. tokens], tokens.ToArray());
    }
}
