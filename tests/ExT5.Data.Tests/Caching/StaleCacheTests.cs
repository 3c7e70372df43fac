namespace ExT5.Data.Tests;

public sealed class StaleCacheTests : IDisposable
{
    private static readonly string[] Lines = [.. Enumerable.Range(0, 200).Select(i => $"line {i}")];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cache_of_the_same_sources_formats_and_vocabulary_opens()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());

        using var cache = await OpenAsync(FileRegistry());

        Assert.Equal(200, cache.Examples(CacheCase.Pairs, DatasetSplit.Train).Count);
    }

    [Fact]
    public async Task Files_that_moved_or_were_only_touched_are_the_same_source()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());
        _folder.Write("moved.txt", string.Join('\n', Lines));

        using var cache = await OpenAsync(CacheCase.Registry(new TextLinesSource(_folder["moved.txt"])));

        Assert.NotEmpty(cache.Splits);
    }

    [Fact]
    public async Task One_changed_letter_in_a_source_is_told()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());

        var error = await StaleAsync(FileRegistry([.. Lines[..101], "line iOi", .. Lines[102..]]));

        Assert.Contains("task 'pairs', split 'train': source: its content was", error, StringComparison.Ordinal);
        Assert.Contains("Write it again", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_are_told()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());

        Assert.Contains("source: it had 200 rows and has 201", await StaleAsync(FileRegistry([.. Lines, "more"])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_raised_version_of_the_format_is_told_of_the_task_that_has_it()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());

        var error = await StaleAsync(FileRegistry(version: "2"));

        Assert.Contains("task 'pairs', split 'train': format: it had version '1' and has '2'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("documents", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_changed_without_a_version_trips_over_the_sampled_rows()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());

        var error = await StaleAsync(FileRegistry(format: row => new TextExample("other: " + row, row)));

        Assert.Contains("the same rows give other text, though its version is still '1'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_vocabulary_is_told()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());

        var error = await Assert.ThrowsAsync<CacheException>(() => TokenCache.OpenAsync(
            _folder["c"], FileRegistry(), CacheCase.Mixture, new ByteVocabulary(100), cancellationToken: CacheCase.Stopping));

        Assert.Contains("vocabulary: it was cached with", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_changed_row_in_memory_is_told_though_the_source_has_no_fingerprint()
    {
        var rows = CacheCase.Rows(3000);
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(rows));
        rows[1777] += "!";

        Assert.Contains("source or format: rows give other text", await StaleAsync(CacheCase.Registry(rows)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_became_denoising_is_told()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());
        var registry = new TaskRegistryBuilder()
            .AddTask<string>(CacheCase.Pairs, task => task.ReadFrom(new TextLinesSource(_folder["rows.txt"])).Denoise(row => row, new SpanCorruption()))
            .AddMixture(CacheCase.Mixture, mix => mix.Add(1, CacheCase.Pairs)).Build();

        Assert.Contains("format: rows were examples and are documents", await StaleAsync(registry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_objective_and_the_rates_may_change()
    {
        await CacheCase.WriteAsync(_folder["c"], FileRegistry());
        var registry = new TaskRegistryBuilder()
            .AddTask<string>(CacheCase.Documents, task => task
                .ReadFrom(new TextLinesSource(_folder["rows.txt"])).Denoise(row => row, new PrefixLanguageModel()))
            .AddMixture(CacheCase.Mixture, mix => mix.Add(7, CacheCase.Documents)).Build();

        using var cache = await OpenAsync(registry);

        Assert.NotEmpty(cache.Splits);
    }

    private TaskRegistry FileRegistry(string[]? lines = null, Func<string, TextExample>? format = null, string version = "1")
    {
        _folder.Write("rows.txt", string.Join('\n', lines ?? Lines));
        return CacheCase.Registry(new TextLinesSource(_folder["rows.txt"]), format, version);
    }

    private Task<TokenCache> OpenAsync(TaskRegistry registry) =>
        TokenCache.OpenAsync(_folder["c"], registry, CacheCase.Mixture, CacheCase.Vocabulary, cancellationToken: CacheCase.Stopping);

    private async Task<string> StaleAsync(TaskRegistry registry) =>
        (await Assert.ThrowsAsync<CacheException>(() => OpenAsync(registry))).Message;
}
