namespace ExT5.Data.Tests;

public sealed class SplitStatisticsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cache_counts_what_it_wrote()
    {
        // Two bytes a character: 'é'. Inputs of 4 + n bytes, as "in: " stands before the row.
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(["éé", "abc", ""]));
        using var cache = TokenCache.Open(_folder["c"]);

        var (pairs, documents) = (cache.Statistics[0], cache.Statistics[1]);

        Assert.Equal((3, 8 + 7 + 4, 4 + 3 + 0), (pairs.Examples, pairs.InputTokens, pairs.TargetTokens));
        Assert.Equal((6 + 7 + 4, 2 + 3 + 0), (pairs.InputCharacters, pairs.TargetCharacters));
        Assert.Equal([4, 7, 8], pairs.Inputs.Lengths);
        Assert.Equal((true, 3, 0, 7), (documents.Documents, documents.Examples, documents.InputTokens, documents.TargetTokens));
    }

    [Fact]
    public async Task What_a_shape_cuts_leaves_room_for_the_end_of_sequence()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(["ab", "abc", "abcd"]));
        using var cache = TokenCache.Open(_folder["c"]);

        // Inputs of 6, 7 and 8 ids and targets of 2, 3 and 4, one more each with end-of-sequence.
        Assert.Equal((1, 2), (cache.Statistics[0].CutInputs(new BatchShape(1, 8, 3)), cache.Statistics[0].CutTargets(new BatchShape(1, 8, 3))));
        Assert.Equal((0, 0), (cache.Statistics[1].CutInputs(new BatchShape(1, 2, 2)), cache.Statistics[1].CutTargets(new BatchShape(1, 2, 2))));
    }

    [Fact]
    public async Task Tasks_may_be_mixed_by_their_tokens()
    {
        var registry = CacheCase.Registry(["ab", "abcd"]);
        await CacheCase.WriteAsync(_folder["c"], registry);
        using var cache = TokenCache.Open(_folder["c"]);
        var split = DatasetSplit.Train;
        var mixed = new TaskRegistryBuilder().Add(registry.Task(CacheCase.Pairs)).Add(registry.Task(CacheCase.Documents))
            .AddMixture("by tokens", mix => mix.Add(MixingRate.ProportionalToTokens(), CacheCase.Pairs, CacheCase.Documents)).Build();

        var probabilities = mixed.Probabilities("by tokens", task => cache.StatisticsOf(task.Name, split).Size);

        // Pairs have inputs of 6 and 8 ids and targets of 2 and 4; documents have 2 and 4.
        Assert.Equal([20.0 / 26, 6.0 / 26], probabilities);
        Assert.Throws<CacheException>(() => cache.StatisticsOf("other", split));
    }

    [Fact]
    public async Task Finishing_returns_what_the_file_says()
    {
        var writer = new TokenCacheWriter(_folder["c"], CacheCase.Registry(CacheCase.Rows()), CacheCase.Mixture, CacheCase.Vocabulary);
        await writer.WriteAsync(cancellationToken: CacheCase.Stopping);

        var returned = await writer.FinishAsync(CacheCase.Stopping);

        Assert.Equal(StatisticsFile.Write(returned), File.ReadAllBytes(_folder["c/statistics.json"]));
        Assert.Equal(returned, StatisticsFile.Read(StatisticsFile.Write(returned), ""), (a, b) => a.Task == b.Task && a.Inputs.Lengths.SequenceEqual(b.Inputs.Lengths));
    }

    [Fact]
    public async Task Statistics_that_were_changed_are_refused()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows(5)));
        File.AppendAllText(_folder["c/statistics.json"], " ");
        using var cache = TokenCache.Open(_folder["c"]);

        Assert.Contains("differs from when the cache was finished", Assert.Throws<CacheException>(() => cache.Statistics).Message, StringComparison.Ordinal);
    }
}
