namespace ExT5.Data.Tests;

public sealed class ShardCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cache_as_it_was_written_has_no_problem()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows()));

        var reports = await TokenCache.VerifyAsync(_folder["c"], cancellationToken: CacheCase.Stopping);

        Assert.Equal(8, reports.Count);
        Assert.All(reports, report => Assert.Null(report.Problem));
    }

    [Fact]
    public async Task A_flipped_bit_is_found_in_its_block_and_the_other_shards_are_well()
    {
        // 3 MB of ids in one shard: the bit is in the third block of 1 MiB.
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry([new string('x', 1_500_000)]), 1);
        var shard = Directory.GetFiles(_folder["c"], "documents*").Single();
        var bytes = File.ReadAllBytes(shard);
        bytes[128 + 2 * 8 + 2 * ShardHeader.BlockBytes + 5] ^= 1;
        File.WriteAllBytes(shard, bytes);

        var reports = await TokenCache.VerifyAsync(_folder["c"], cancellationToken: CacheCase.Stopping);

        Assert.Equal([null, true], reports.Select(report => report.Problem?.StartsWith("block 2 of its ids (bytes 2,097,296 to", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_missing_shard_and_a_cut_one_are_reported_by_name()
    {
        await CacheCase.WriteAsync(_folder["c"], CacheCase.Registry(CacheCase.Rows()), 2);
        var shards = Directory.GetFiles(_folder["c"], "*.ids").Order(StringComparer.Ordinal).ToArray();
        File.Delete(shards[0]);
        File.WriteAllBytes(shards[1], File.ReadAllBytes(shards[1])[..^9]);

        var reports = (await TokenCache.VerifyAsync(_folder["c"], cancellationToken: CacheCase.Stopping)).OrderBy(report => report.Path, StringComparer.Ordinal).ToArray();

        Assert.Contains("is missing", reports[0].Problem, StringComparison.Ordinal);
        Assert.Contains("it was cut or damaged", reports[1].Problem, StringComparison.Ordinal);
        Assert.All(reports[2..], report => Assert.Null(report.Problem));
    }
}
