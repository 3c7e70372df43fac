using System.Globalization;

namespace ExT5.Data.Tests;

public class Seq2SeqPipelineTests
{
    private static readonly BatchShape Shape = new(4, 48, 24) { Window = 64 };
    private static readonly ByteVocabulary Vocabulary = new();

    [Fact]
    public async Task Batches_go_on_exactly_from_a_saved_state()
    {
        var first = await Open(seed: 7);
        for (var i = 0; i < 5; i++) first.Next();
        var state = first.State;
        var expected = Enumerable.Range(0, 10).Select(_ => Words(first.Next())).ToArray();

        var resumed = await Open(seed: 7);
        resumed.State = state;

        Assert.Equal(first.OrderFingerprint, resumed.OrderFingerprint);
        Assert.Equal(expected, Enumerable.Range(0, 10).Select(_ => Words(resumed.Next())));
    }

    [Fact]
    public async Task Every_position_of_a_window_is_in_one_row_once()
    {
        using var pipeline = await Open(seed: 1);
        var rows = new List<string>();
        while (pipeline.State.Window < 2) rows.AddRange(PackedRows.Of(pipeline.Next()).Select(each => PackedRows.Text(each.Example)));

        var window = Enumerable.Range(0, 2 * Shape.Window).Select(i => PackedRows.Text(pipeline.Sample(i).Example));

        // The last batch has begun the third window.
        Assert.Equal(window.Order(), rows[..(2 * Shape.Window)].Order());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 0)]
    [InlineData(2, 3)]
    public async Task Rows_are_the_same_for_any_batch_size_and_number_of_workers(int sequences, int workers)
    {
        using var usual = await Open(seed: 3);
        using var other = await Open(seed: 3, Shape with { Sequences = sequences }, options: new() { Workers = workers });

        var expected = Rows(usual, 40).ToArray();

        Assert.Equal(expected, Rows(other, 40));
        Assert.Equal(usual.State with { Row = 0 }, other.State with { Row = 0 });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Processes_share_the_rows_of_a_global_batch_without_changing_them(int processes)
    {
        using var alone = await Open(seed: 9, Shape with { Sequences = 4 });
        var shape = Shape with { Sequences = 4 / processes };
        var ranks = new Seq2SeqPipeline[processes];
        for (var rank = 0; rank < processes; rank++)
            ranks[rank] = await Open(seed: 9, shape, options: new() { Shard = new DataShard(rank, processes) });

        for (var step = 0; step < 30; step++)
            Assert.Equal(BatchRows(alone.Next()), ranks.SelectMany(rank => BatchRows(rank.Next())).ToArray());

        Assert.All(ranks, rank => Assert.Equal(alone.State, rank.State));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    [InlineData(8, 1)]
    public async Task Sequences_counts_for_each_process_and_the_global_batch_is_processes_times_sequences(int processes, int sequences)
    {
        using var global = await Open(seed: 9, Shape with { Sequences = processes * sequences });
        var expected = BatchRows(global.Next());

        for (var rank = 0; rank < processes; rank++)
        {
            using var own = await Open(seed: 9, Shape with { Sequences = sequences }, options: new() { Shard = new DataShard(rank, processes) });
            var batch = own.Next();
            Assert.Equal(sequences, batch.Shape.Sequences);
            Assert.Equal(expected.AsSpan(rank * sequences, sequences).ToArray(), BatchRows(batch));
            Assert.Equal(global.State, own.State);
        }
    }

    [Fact]
    public async Task A_run_goes_on_with_the_same_rows_with_other_batches_workers_and_processes()
    {
        using var whole = await Open(seed: 4);
        var expected = Rows(whole, 96).ToArray();
        var (found, state, world) = (new List<string>(), PipelineState.Start, new[] { 4, 3, 8, 1 });

        foreach (var processes in world)
        {
            var states = new List<PipelineState>();
            var parts = new List<string[]>();
            for (var rank = 0; rank < processes; rank++)
            {
                using var pipeline = await Open(seed: 4, Shape with { Sequences = 1 }, options: new() { Shard = new DataShard(rank, processes) });
                pipeline.State = state;
                parts.Add([.. Enumerable.Range(0, 24 / processes).SelectMany(_ => BatchRows(pipeline.Next()))]);
                states.Add(pipeline.State);
            }

            found.AddRange(Enumerable.Range(0, 24).Select(row => parts[row % processes][row / processes]));
            state = Assert.Single(states.Distinct());
        }

        Assert.Equal(expected, found);
        Assert.Equal(whole.State.ExampleHash, state.ExampleHash);
    }

    [Fact]
    public async Task Batches_of_a_token_budget_hold_the_examples_of_the_mixture()
    {
        using var pipeline = await Open(seed: 2, BatchShape.OfTokens(400, 48, 24) with { Window = 64 });
        var found = new List<string>();

        while (pipeline.State.Window == 0) found.AddRange(PackedRows.Of(pipeline.Next()).Select(each => PackedRows.Text(each.Example)));

        var window = Enumerable.Range(0, 64).Select(i => PackedRows.Text(pipeline.Sample(i).Example));
        Assert.Equal(window.Order(), found[..64].Order());
    }

    [Fact]
    public async Task The_hash_of_examples_is_the_one_of_this_order_on_every_machine()
    {
        using var pipeline = await Open(seed: 7);
        var hash = 0UL;
        var shares = pipeline.Shares;
        var sampler = new MixtureSampler(shares, 7);
        var rows = PackingPlan.Of(
            [.. Enumerable.Range(0, Shape.Window).Select(i => BatchWriter.LengthsOf(pipeline.Sample(i).Example, Shape))], Shape,
            CounterRandom.Combine(CounterRandom.Mix(7), 0));
        foreach (var draw in rows.Take(Shape.Sequences).SelectMany(row => row).Select(position => sampler[position]))
            foreach (var number in new[] { draw.Task, draw.Epoch, draw.Index })
                hash = CounterRandom.Combine(hash, (ulong)number);

        pipeline.Next();

        Assert.Equal(hash, pipeline.State.ExampleHash);
    }

    [Fact]
    public async Task The_order_of_examples_is_the_same_for_any_batch_size()
    {
        var small = await Open(seed: 3);
        var large = await Open(seed: 3, Shape with { Sequences = 32 });

        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => small.Sample(i).Example.Targets),
            Enumerable.Range(0, 50).Select(i => large.Sample(i).Example.Targets));
    }

    [Fact]
    public async Task Segments_of_denoised_text_hold_every_token_of_the_corpus_once()
    {
        var registry = Registry();
        var pipeline = await Seq2SeqPipeline.OpenAsync(registry, "text", Vocabulary, Shape, 0, cancellationToken: TestContext.Current.CancellationToken);
        var count = (int)pipeline.Shares[0].Examples;

        var tokens = Enumerable.Range(0, count).Select(i => pipeline.Sample(i).Example)
            .Sum(example => example.Inputs.Concat(example.Targets).Count(id => id is > 2 and < 259));

        Assert.Equal(Texts.Sum(row => row.Length), tokens);
    }

    [Fact]
    public async Task Another_epoch_masks_the_same_segment_anew()
    {
        var pipeline = await Seq2SeqPipeline.OpenAsync(
            Registry(), "text", Vocabulary, Shape, 0, cancellationToken: TestContext.Current.CancellationToken);
        var count = pipeline.Shares[0].Examples;

        var targets = Enumerable.Range(0, (int)(3 * count)).Select(i => pipeline.Sample(i).Example.Targets)
            .Select(ids => string.Join(' ', ids)).ToArray();

        // The last segment of the corpus is short and has one mask only.
        Assert.Equal(3 * count - 2, targets.Distinct().Count());
    }

    [Fact]
    public async Task A_task_without_rows_is_refused_by_name()
    {
        var registry = new TaskRegistryBuilder().Add(Task("full", Texts)).Add(Task("hollow", []))
            .AddMixture("mix", mix => mix.Add(1, "full", "hollow")).Build();

        var error = await Assert.ThrowsAsync<RegistryException>(() => Seq2SeqPipeline.OpenAsync(
            registry, "mix", Vocabulary, Shape, 0, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("Task 'hollow' has no rows in split 'train'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fingerprint_changes_with_whatever_changes_the_batches()
    {
        string[] fingerprints =
        [
            (await Open(seed: 1)).OrderFingerprint, (await Open(seed: 2)).OrderFingerprint,
            (await Open(seed: 1, Shape with { Inputs = 50 })).OrderFingerprint, (await Open(seed: 1, ratio: 3)).OrderFingerprint,
        ];

        Assert.Equal(4, fingerprints.Distinct().Count());
    }

    [Fact]
    public async Task The_fingerprint_is_the_same_in_every_culture()
    {
        var (culture, expected) = (CultureInfo.CurrentCulture, (await Open(seed: 1)).OrderFingerprint);
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, (await Open(seed: 1)).OrderFingerprint);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task A_pipeline_of_107_tasks_goes_on_at_position_a_billion_from_a_small_state()
    {
        var names = Enumerable.Range(0, 107).Select(i => $"task{i}").ToArray();
        var registry = new TaskRegistryBuilder();
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
            registry.AddTask<int>(name, task => task.ReadFrom(new ManyRows(1_000 * (i + 1))).Format(row => new($"row {row}", $"{row}")));
        registry.AddMixture("all", mix => mix.Add(MixingRate.Proportional(cap: 50_000), names));
        using var pipeline = await Seq2SeqPipeline.OpenAsync(registry.Build(), "all", Vocabulary, Shape, 0, cancellationToken: TestContext.Current.CancellationToken);

        pipeline.State = new PipelineState(Window: 1_000_000_000 / Shape.Window, Row: 3, ExampleHash: 1, BadRows: 0);
        pipeline.Next();

        Assert.InRange(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(pipeline.State).Length, 1, 64 * 1024);
        Assert.Equal(1_000_000_000 / Shape.Window, pipeline.State.Window);
    }

    private static string[] Texts => [.. Enumerable.Range(0, 40).Select(i => $"row {i} " + new string((char)('a' + i % 26), i))];

    private static Task<Seq2SeqPipeline> Open(ulong seed, BatchShape? shape = null, double ratio = 1, PipelineOptions? options = null) =>
        Seq2SeqPipeline.OpenAsync(
            Registry(ratio), "mix", Vocabulary, shape ?? Shape, seed, options: options, cancellationToken: TestContext.Current.CancellationToken);

    private static IEnumerable<string> Rows(Seq2SeqPipeline pipeline, int rows)
    {
        for (var found = 0; found < rows;)
            foreach (var row in BatchRows(pipeline.Next()).Take(rows - found))
            {
                found++;
                yield return row;
            }
    }

    private static string[] BatchRows(PackedBatch batch) =>
    [
        .. batch.EncoderInputTokens.Chunk(batch.Shape.Inputs).Zip(batch.DecoderTargetTokens.Chunk(batch.Shape.Targets))
            .Select(row => $"{string.Join(' ', row.First)} -> {string.Join(' ', row.Second)}"),
    ];

    private static TaskRegistry Registry(double ratio = 1) => new TaskRegistryBuilder()
        .Add(Task("echo", Texts)).Add(Task("twice", Texts[..5]))
        .AddTask<string>("text", task => task.ReadFrom(new ListSource(Texts)).Denoise(row => row, new SpanCorruption()))
        .AddMixture("supervised", mix => mix.Add(MixingRate.Proportional(), "echo", "twice"))
        .AddMixture("mix", mix => mix.AddRatio(ratio, "text", "supervised"))
        .Build();

    private static Seq2SeqTask Task(string name, string[] rows) => Seq2SeqTask.Create<string>(name, task => task
        .ReadFrom(new ListSource(rows)).Format(row => new TextExample($"{name}: {row}", row)));

    private static string Words(PackedBatch batch) => string.Join(' ', (IEnumerable<int>)
        [.. batch.EncoderInputTokens, .. batch.EncoderSegmentIds, .. batch.DecoderTargetTokens, .. batch.DecoderTaskIds]);

    private sealed class ListSource(string[] rows) : IDataSource<string>
    {
        public ValueTask<IReadOnlyList<string>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<string>>(rows);
    }

    private sealed class ManyRows(int count) : IDataSource<int>
    {
        public ValueTask<IReadOnlyList<int>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<int>>(new Numbers(count));

        private sealed class Numbers(int count) : IReadOnlyList<int>
        {
            public int Count => count;

            public int this[int index] => index;

            public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, count).GetEnumerator();

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }
}
