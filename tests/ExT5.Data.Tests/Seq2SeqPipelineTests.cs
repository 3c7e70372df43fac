using System.Globalization;
namespace ExT5.Data.Tests;

public class Seq2SeqPipelineTests
{
    private static readonly BatchShape Shape = new(4, 48, 24);
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

        Assert.Equal(first.Fingerprint, resumed.Fingerprint);
        Assert.Equal(expected, Enumerable.Range(0, 10).Select(_ => Words(resumed.Next())));
    }

    [Fact]
    public async Task Every_position_of_the_mixture_is_in_one_batch_once()
    {
        var pipeline = await Open(seed: 1);
        var packed = 0L;

        for (var i = 0; i < 60; i++) packed += Examples(pipeline.Next());

        // Positions read = examples packed + examples that wait.
        Assert.Equal(pipeline.State.NextPosition, packed + pipeline.State.Deferred.Count);
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

        Assert.Equal(Rows.Sum(row => row.Length), tokens);
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
        var registry = new TaskRegistryBuilder().Add(Task("full", Rows)).Add(Task("hollow", []))
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
            (await Open(seed: 1)).Fingerprint, (await Open(seed: 2)).Fingerprint,
            (await Open(seed: 1, Shape with { Inputs = 50 })).Fingerprint, (await Open(seed: 1, ratio: 3)).Fingerprint,
        ];

        Assert.Equal(4, fingerprints.Distinct().Count());
    }

    [Fact]
    public async Task The_fingerprint_is_the_same_in_every_culture()
    {
        var (culture, expected) = (CultureInfo.CurrentCulture, (await Open(seed: 1)).Fingerprint);
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, (await Open(seed: 1)).Fingerprint);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string[] Rows => [.. Enumerable.Range(0, 40).Select(i => $"row {i} " + new string((char)('a' + i % 26), i))];

    private static Task<Seq2SeqPipeline> Open(ulong seed, BatchShape? shape = null, double ratio = 1) => Seq2SeqPipeline.OpenAsync(
        Registry(ratio), "mix", Vocabulary, shape ?? Shape, seed, cancellationToken: TestContext.Current.CancellationToken);

    private static TaskRegistry Registry(double ratio = 1) => new TaskRegistryBuilder()
        .Add(Task("echo", Rows)).Add(Task("twice", Rows[..5]))
        .AddTask<string>("text", task => task.ReadFrom(new ListSource(Rows)).Denoise(row => row, new SpanCorruption()))
        .AddMixture("supervised", mix => mix.Add(MixingRate.Proportional(), "echo", "twice"))
        .AddMixture("mix", mix => mix.AddRatio(ratio, "text", "supervised"))
        .Build();

    private static Seq2SeqTask Task(string name, string[] rows) => Seq2SeqTask.Create<string>(name, task => task
        .ReadFrom(new ListSource(rows)).Format(row => new TextExample($"{name}: {row}", row)));

    private static int Examples(PackedBatch batch) => batch.DecoderSegmentIds.Chunk(Shape.Targets).Sum(row => row.Max());

    private static string Words(PackedBatch batch) => string.Join(' ', (IEnumerable<int>)
        [.. batch.EncoderInputTokens, .. batch.EncoderSegmentIds, .. batch.DecoderTargetTokens, .. batch.DecoderTaskIds]);

    private sealed class ListSource(string[] rows) : IDataSource<string>
    {
        public ValueTask<IReadOnlyList<string>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<string>>(rows);
    }
}
