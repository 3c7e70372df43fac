namespace ExT5.Data.Tests;

public sealed class TokenCacheWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shards_written_one_by_one_in_any_order_are_those_written_at_once()
    {
        var registry = CacheCase.Registry(CacheCase.Rows());
        await CacheCase.WriteAsync(_folder["at once"], registry, 3);

        foreach (var shard in new[] { 2, 0, 1 }) await Writer("one by one", registry).WriteAsync(shard, cancellationToken: CacheCase.Stopping);
        await Writer("one by one", registry).FinishAsync(CacheCase.Stopping);

        Assert.Equal(FolderContents.Of(_folder["at once"]), FolderContents.Of(_folder["one by one"]));
    }

    [Fact]
    public async Task Shards_that_are_complete_are_kept()
    {
        var registry = CacheCase.Registry(CacheCase.Rows());
        var first = await CacheCase.WriteAsync(_folder["c"], registry, 3);

        var second = await CacheCase.WriteAsync(_folder["c"], registry, 3);

        Assert.Equal((6, 0, 0, 200), (first.Written, first.Replaced, first.Kept, first.Rows));
        Assert.Equal(new CacheWriteReport(0, 0, 6, 0, 0), second);
    }

    [Fact]
    public async Task A_damaged_shard_and_those_of_another_format_are_replaced()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows()), 3);
        var shard = Directory.GetFiles(_folder["c"], "documents*").First();
        File.WriteAllBytes(shard, File.ReadAllBytes(shard)[..^1]);

        var report = await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows(), version: "2"), 3);

        Assert.Equal((3 + 1, 3 + 1, 2), (report.Written, report.Replaced, report.Kept));
        Assert.All(await TokenCache.VerifyAsync(_folder["c"], cancellationToken: CacheCase.Stopping), each => Assert.Null(each.Problem));
    }

    [Fact]
    public async Task While_shards_are_replaced_the_folder_is_no_cache()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows()), 3);

        await Writer("c", CacheCase.Registry(CacheCase.Rows(), version: "2")).WriteAsync(0, cancellationToken: CacheCase.Stopping);

        Assert.Throws<CacheException>(() => TokenCache.Open(_folder["c"]));
    }

    [Fact]
    public async Task A_cache_that_lacks_shards_is_not_finished_and_says_which()
    {
        var registry = CacheCase.Registry(CacheCase.Rows());
        await Writer("c", registry).WriteAsync(1, cancellationToken: CacheCase.Stopping);

        var error = await Assert.ThrowsAsync<CacheException>(() => Writer("c", registry).FinishAsync(CacheCase.Stopping));

        Assert.Contains("4 files are not as they should be. Write shards 0, 2 of 3.", error.Message, StringComparison.Ordinal);
        Assert.Contains("-00002-of-00003.ids: missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_number_of_shards_is_noticed_and_its_files_go_when_the_cache_is_finished()
    {
        var registry = CacheCase.Registry(CacheCase.Rows());
        await CacheCase.WriteAsync(_folder["c"], registry, 2);

        var error = await Assert.ThrowsAsync<CacheException>(() => Writer("c", registry).FinishAsync(CacheCase.Stopping));
        await CacheCase.WriteAsync(_folder["c"], registry, 3);

        Assert.Contains("The folder has shards of 2; was the number of shards another?", error.Message, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_folder["c"], "*.ids"), path => Assert.Contains("-of-00003", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopping_keeps_what_is_complete_and_leaves_no_temporary_file()
    {
        using var stopping = new CancellationTokenSource();
        // The text of every row is hashed first; the second time the row is read, it is written.
        var reads = 0;
        var registry = CacheCase.Registry(CacheCase.Rows(3000), row => row.StartsWith("2800 ", StringComparison.Ordinal) ? Stop() : CacheCase.Pair(row));
        TextExample Stop()
        {
            if (++reads == 2) stopping.Cancel();
            return new TextExample("", "");
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Writer("c", registry, workers: 1).WriteAsync(cancellationToken: stopping.Token));

        Assert.Empty(Directory.GetFiles(_folder["c"], ".tmp-*"));
        Assert.Equal(2, Directory.GetFiles(_folder["c"], "pairs*").Length);
    }

    [Fact]
    public async Task Leftovers_of_killed_processes_go_and_files_being_written_stay()
    {
        Directory.CreateDirectory(_folder["c"]);
        var registry = CacheCase.Registry(CacheCase.Rows());
        var name = ".tmp-pairs.train.00000000-00001-of-00003.ids.";
        _folder.Write($"c/{name}aaaaaaaa", "left");
        using (new FileStream(_folder[$"c/{name}bbbbbbbb"], FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            await Writer("c", registry).WriteAsync(1, cancellationToken: CacheCase.Stopping);

        Assert.Equal([_folder[$"c/{name}bbbbbbbb"]], Directory.GetFiles(_folder["c"], ".tmp-*"));
    }

    [Fact]
    public async Task A_malformed_row_is_reported_with_its_file_and_line()
    {
        var path = _folder.Write("rows.jsonl", "\"good\"\n\"also good\"\n12\n");
        var registry = CacheCase.Registry(new JsonLinesSource<string>(path));

        var error = await Assert.ThrowsAsync<DataSourceException>(() => CacheCase.WriteAsync(_folder["c"], registry, 1));

        Assert.Equal((path, 3), (error.Path, error.Line!.Value));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = _folder.Write("taken", "");

        var error = await Assert.ThrowsAsync<CacheException>(() => CacheCase.WriteAsync(file, CacheCase.Registry(CacheCase.Rows(3))));

        Assert.Contains($"'{file}' could not be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_whose_names_differ_in_case_or_signs_have_files_of_their_own()
    {
        var registry = new TaskRegistryBuilder()
            .AddTask<string>("a:b", task => task.ReadFrom(new InMemorySource<string>(["colon"])).Format(CacheCase.Pair))
            .AddTask<string>("a#b", task => task.ReadFrom(new InMemorySource<string>(["hash"])).Format(CacheCase.Pair))
            .AddTask<string>("A#B", task => task.ReadFrom(new InMemorySource<string>(["large"])).Format(CacheCase.Pair))
            .AddMixture(CacheCase.Mixture, mix => mix.Add(1, "a:b", "a#b", "A#B")).Build();
        await CacheCase.WriteAsync(_folder["c"], registry);

        using var cache = TokenCache.Open(_folder["c"]);

        Assert.Equal(CacheCase.Encoded("hash"), CacheCase.Target(cache.Examples("a#b", DatasetSplit.Train), 0));
        Assert.Equal(3, Directory.GetFiles(_folder["c"], "*.ids").Select(path => path.ToUpperInvariant()).Distinct().Count());
    }

    private TokenCacheWriter Writer(string folder, TaskRegistry registry, int workers = 2) => new(
        _folder[folder], registry, CacheCase.Mixture, CacheCase.Vocabulary, new TokenCacheOptions { Shards = 3, Workers = workers });
}
