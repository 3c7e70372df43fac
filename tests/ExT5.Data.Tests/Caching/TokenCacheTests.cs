namespace ExT5.Data.Tests;

public sealed class TokenCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(125, 1)]
    [InlineData(125, 4)]
    [InlineData(70_000, 3)]
    public async Task Every_row_reads_as_the_vocabulary_encodes_it(int sentinels, int shards)
    {
        var (rows, vocabulary) = (CacheCase.Rows(), new ByteVocabulary(sentinels));
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(rows), shards, vocabulary);

        using var cache = TokenCache.Open(_folder["c"]);
        var (pairs, documents) = (cache.Examples(CacheCase.Pairs, DatasetSplit.Train), cache.Examples(CacheCase.Documents, DatasetSplit.Train));

        Assert.Equal((rows.Length, rows.Length), (pairs.Count, documents.Count));
        for (var row = 0; row < rows.Length; row++)
        {
            Assert.Equal(CacheCase.Encoded(CacheCase.Pair(rows[row]).Input, vocabulary), CacheCase.Input(pairs, row));
            Assert.Equal(CacheCase.Encoded(CacheCase.Pair(rows[row]).Target, vocabulary), CacheCase.Target(pairs, row));
            Assert.Equal(CacheCase.Encoded(rows[row], vocabulary), CacheCase.Target(documents, row));
        }
    }

    [Theory]
    [InlineData(125, sizeof(ushort))]
    [InlineData(65_536 - 259, sizeof(ushort))]
    [InlineData(65_537 - 259, sizeof(int))]
    public async Task Ids_take_two_bytes_when_all_of_the_vocabulary_fit(int sentinels, int bytes)
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(["abcdef"]), 1, new ByteVocabulary(sentinels));

        var shard = Directory.GetFiles(_folder["c"], "documents*.ids").Single();

        // Header, two places of the table, six ids, a hash of each section.
        Assert.Equal(128 + 2 * 8 + 6 * bytes + 2 * 32, new FileInfo(shard).Length);
    }

    [Fact]
    public async Task A_read_gives_as_many_ids_as_fit_and_starts_where_it_is_told()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(["abcdefghij", "k"]), 1);
        using var cache = TokenCache.Open(_folder["c"]);
        var documents = cache.Examples(CacheCase.Documents, DatasetSplit.Train);
        var ids = new int[4];

        Assert.Equal(4, documents.ReadTarget(0, ids));
        Assert.Equal(CacheCase.Encoded("abcd"), ids);
        Assert.Equal(2, documents.ReadTarget(0, first: 8, ids));
        Assert.Equal(CacheCase.Encoded("ijcd"), ids);
        Assert.Equal((10, 1), (documents.TargetLength(0), documents.TargetLength(1)));
        Assert.Equal(0, documents.ReadInput(0, ids));
    }

    [Fact]
    public async Task Rows_outside_the_split_are_refused()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows(5)));
        using var cache = TokenCache.Open(_folder["c"]);
        var pairs = cache.Examples(CacheCase.Pairs, DatasetSplit.Train);

        Assert.Throws<ArgumentOutOfRangeException>(() => pairs.InputLength(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => pairs.ReadTarget(-1, new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => pairs.ReadTarget(4, first: 1000, new int[1]));
    }

    [Fact]
    public async Task Reading_allocates_nothing()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows()));
        using var cache = TokenCache.Open(_folder["c"]);
        var pairs = cache.Examples(CacheCase.Pairs, DatasetSplit.Train);
        var ids = new int[512];
        Read();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Read();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Read()
        {
            for (var row = 0; row < pairs.Count; row++) pairs.ReadTarget(row, ids.AsSpan(pairs.ReadInput(row, ids)));
        }
    }

    [Fact]
    public async Task Several_threads_read_the_same()
    {
        var rows = CacheCase.Rows(300);
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(rows));
        using var cache = TokenCache.Open(_folder["c"]);
        var documents = cache.Examples(CacheCase.Documents, DatasetSplit.Train);

        Parallel.For(0, 3000, i => Assert.Equal(CacheCase.Encoded(rows[i * 7 % 300]), CacheCase.Target(documents, i * 7 % 300)));
    }

    [Fact]
    public async Task A_cache_that_was_closed_is_not_read()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows()));
        var cache = TokenCache.Open(_folder["c"]);
        var pairs = cache.Examples(CacheCase.Pairs, DatasetSplit.Train);

        cache.Dispose();
        cache.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pairs.InputLength(0));
    }

    [Fact]
    public async Task What_is_not_in_the_cache_is_named_with_what_is()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows(5)), 2, null, DatasetSplit.Train, DatasetSplit.Validation);
        using var cache = TokenCache.Open(_folder["c"]);

        Assert.Equal(3, cache.Examples(CacheCase.Pairs, DatasetSplit.Validation).Count);
        Assert.Contains("Did you mean 'pairs'?", Assert.Throws<CacheException>(() => cache.Examples("pair", DatasetSplit.Train)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "has task 'pairs' in train, validation and not in split 'test'",
            Assert.Throws<CacheException>(() => cache.Examples("pairs", DatasetSplit.Test)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_split_may_be_empty_or_smaller_than_the_number_of_shards()
    {
        var source = new InMemorySource<string>(["one", "two"], validation: []);
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(source), 8, null, DatasetSplit.Train, DatasetSplit.Validation);

        using var cache = TokenCache.Open(_folder["c"]);

        Assert.Equal(0, cache.Examples(CacheCase.Pairs, DatasetSplit.Validation).Count);
        Assert.Equal(CacheCase.Encoded("two"), CacheCase.Target(cache.Examples(CacheCase.Pairs, DatasetSplit.Train), 1));
        Assert.Equal(2 * 2, Directory.GetFiles(_folder["c"], "*.ids").Length);
    }

    [Fact]
    public async Task A_folder_without_manifest_is_no_cache()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows(5)));
        File.Delete(_folder["c/manifest.json"]);

        Assert.Contains("manifest.json is missing", Assert.Throws<CacheException>(() => TokenCache.Open(_folder["c"])).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<CacheException>(() => TokenCache.Open(_folder["d"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shard_of_another_cache_is_refused()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows(50)));
        await CacheCase.WriteAsync(_folder["d"], CacheCase.Registry(CacheCase.Rows(50), row => new TextExample("", row)));
        var shard = Path.GetFileName(Directory.GetFiles(_folder["c"], "pairs*").First());
        File.Copy(Path.Combine(_folder["d"], shard), Path.Combine(_folder["c"], shard), overwrite: true);

        var error = Assert.Throws<CacheException>(() => TokenCache.Open(_folder["c"]));

        Assert.Contains("from another cache", error.Message, StringComparison.Ordinal);
    }
}
