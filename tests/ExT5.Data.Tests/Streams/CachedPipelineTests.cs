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

    [Fact]
    public async Task Examples_that_a_cache_trims_are_counted_as_without_it()
    {
        await WriteAsync(Registry());
        var shape = new BatchShape(4, 9, 5) { Window = 64 };
        using var cached = await OpenAsync(Registry(), shape, _folder["cache"]);
        using var uncached = await OpenAsync(Registry(), shape, null);

        for (var i = 0; i < 100; i++) Assert.Equal(uncached.Sample(i).Example.Inputs, cached.Sample(i).Example.Inputs);

        Assert.True(cached.Truncated > 0);
        Assert.Equal(uncached.Truncated, cached.Truncated);
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
