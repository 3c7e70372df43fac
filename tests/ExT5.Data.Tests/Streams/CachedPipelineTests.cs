namespace ExT5.Data.Tests;

public sealed class CachedPipelineTests : IDisposable
{
    private static readonly ByteVocabulary Vocabulary = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(48, 24)]
    [InlineData(9, 5)]
    public async Task Batches_from_a_cache_are_those_of_the_rows_whatever_the_shape(int inputs, int targets)
    {
        await WriteAsync(Registry());
        var shape = new BatchShape(4, inputs, targets) { Window = 64 };
        using var cached = await OpenAsync(Registry(), shape, _folder["cache"]);
        using var uncached = await OpenAsync(Registry(), shape, null);

        for (var i = 0; i < 50; i++)
        {
            var (expected, found) = (uncached.Next(), cached.Next());
            Assert.Equal(expected.EncoderInputTokens, found.EncoderInputTokens);
            Assert.Equal(expected.DecoderTargetTokens, found.DecoderTargetTokens);
        }

        Assert.Equal(uncached.State, cached.State);
        Assert.Equal(
            await uncached.FingerprintAsync(cancellationToken: TestContext.Current.CancellationToken),
            await cached.FingerprintAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(TruncationSide.Left, TruncationSide.Right)]
    [InlineData(TruncationSide.Left, TruncationSide.Left)]
    public async Task A_cache_keeps_the_end_of_texts_as_rows_do(TruncationSide inputs, TruncationSide targets)
    {
        var registry = new TaskRegistryBuilder().AddTask<int>("mix", task => task.ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, 64)]))
            .Format(i => new($"{new string('x', i)} end {i}", $"{i} {new string('y', i)}.")).Truncate(inputs, targets)).Build();
        await WriteAsync(registry);
        var shape = new BatchShape(4, 9, 7) { Window = 64 };
        using var cached = await OpenAsync(registry, shape, _folder["cache"]);
        using var uncached = await OpenAsync(registry, shape, null);

        for (var i = 0; i < 16; i++)
        {
            var (expected, found) = (uncached.Next(), cached.Next());
            Assert.Equal(expected.EncoderInputTokens, found.EncoderInputTokens);
            Assert.Equal(expected.DecoderTargetTokens, found.DecoderTargetTokens);
        }

        Assert.Equal(uncached.Truncation, cached.Truncation);
    }

    [Fact]
    public async Task A_cache_explains_exactly_what_will_be_cut()
    {
        await WriteAsync(Registry());
        using var cached = await OpenAsync(Registry(), new BatchShape(4, 20, 12) { Window = 64 }, _folder["cache"]);

        var cut = cached.Explain(1000).Tasks.Single(task => task.Task == "echo").Truncation!;

        // "row i " and i letters, after "echo: ": 6 + 5 or 6 + i bytes and EOS, of 90 rows.
        var lengths = Enumerable.Range(0, 90).Select(i => $"row {i} ".Length + i).ToArray();
        Assert.Equal(new TaskTruncation(
            "echo", 90, lengths.Count(length => length + 6 > 19), lengths.Count(length => length > 11),
            lengths.Sum(length => Math.Max(0, length + 6 - 19)), lengths.Sum(length => Math.Max(0, length - 11))), cut);
    }

    [Fact]
    public async Task A_cache_refuses_targets_with_weights()
    {
        var registry = new TaskRegistryBuilder().AddTask<int>("mix", task => task.ReadFrom(new InMemorySource<int>([1, 2]))
            .Format(i => new("in", "target") { TargetWeights = [new(0, 3)] })).Build();

        var error = await Assert.ThrowsAnyAsync<CacheException>(() => WriteAsync(registry));

        Assert.Contains("TextExample.TargetWeights", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examples_that_a_cache_trims_are_counted_as_without_it()
    {
        await WriteAsync(Registry());
        var shape = new BatchShape(4, 9, 5) { Window = 64 };
        using var cached = await OpenAsync(Registry(), shape, _folder["cache"]);
        using var uncached = await OpenAsync(Registry(), shape, null);

        for (var i = 0; i < 100; i++) Assert.Equal(uncached.Next().EncoderInputTokens, cached.Next().EncoderInputTokens);

        Assert.Contains(cached.Truncation, task => task.CutInputs > 0);
        Assert.Equal(uncached.Truncation, cached.Truncation);
    }

    [Fact]
    public async Task A_cache_of_another_format_is_never_read()
    {
        await WriteAsync(Registry());

        var error = await Assert.ThrowsAsync<CacheException>(() => OpenAsync(Registry(prefix: "say"), new(4, 48, 24), _folder["cache"]));

        Assert.Contains("format", error.Message, StringComparison.Ordinal);
    }

    private Task WriteAsync(TaskRegistry registry) => Task.Run(async () =>
    {
        var writer = new TokenCacheWriter(_folder["cache"], registry, "mix", Vocabulary, new() { Shards = 3 });
        await writer.WriteAsync();
        await writer.FinishAsync();
    });

    private static Task<Seq2SeqPipeline> OpenAsync(TaskRegistry registry, BatchShape shape, string? cache) => Seq2SeqPipeline.OpenAsync(
        registry, "mix", Vocabulary, shape, seed: 5, options: new() { CacheFolder = cache, Workers = 1 }, cancellationToken: TestContext.Current.CancellationToken);

    private TaskRegistry Registry(string prefix = "echo")
    {
        if (!File.Exists(_folder["train.txt"]))
            _folder.Write("train.txt", string.Join('\n', Enumerable.Range(0, 90).Select(i => $"row {i} {new string((char)('a' + i % 26), i)}")));
        return new TaskRegistryBuilder()
            .AddTask<string>("echo", task => task.ReadFrom(new TextLinesSource(_folder["train.txt"])).Format(row => new($"{prefix}: {row}", row)))
            .AddTask<string>("text", task => task.ReadFrom(new TextLinesSource(_folder["train.txt"])).Denoise(row => row.TrimStart('r'), new SpanCorruption(0.3, 2, MaxInputs: 8)))
            .AddMixture("mix", mix => mix.Add(1, "echo", "text")).Build();
    }
}
