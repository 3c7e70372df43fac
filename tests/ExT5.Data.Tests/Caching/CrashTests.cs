namespace ExT5.Data.Tests;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cache_whose_writer_is_killed_again_and_again_equals_one_that_was_not_disturbed()
    {
        var rows = _folder.Write("rows.txt", string.Join('\n', Enumerable.Range(0, CachingProcess.Rows).Select(i => $"{i:D4} {new string('x', i * 37 % 90)}")));
        var undisturbed = CachingProcess.Writer(rows, _folder["undisturbed"]);
        await undisturbed.WriteAsync(cancellationToken: CacheCase.Stopping);
        await undisturbed.FinishAsync(CacheCase.Stopping);
        var (random, killed) = (new CounterRandom(2024), 0);

        for (var round = 0; round <= KillableProcess.Rounds; round++)
        {
            TimeSpan? afterwards = round == KillableProcess.Rounds ? null : TimeSpan.FromMilliseconds(random.NextInt32(400));
            if (!KillableProcess.Run(afterwards, CachingProcess.Verb, rows, _folder["killed"]))
            {
                killed++;
                await IsWholeOrNoCacheAsync();
                continue;
            }

            Assert.Equal(FolderContents.Of(_folder["undisturbed"]), FolderContents.Of(_folder["killed"]));
            Directory.Delete(_folder["killed"], recursive: true);
        }

        Assert.True(killed > 0, "No process was killed before it ended.");
    }

    [Fact]
    public async Task Batches_read_from_a_cache_by_processes_that_are_killed_again_and_again_are_those_of_one_run_without()
    {
        var expected = await ReadingProcess.UninterruptedAsync();
        await CacheCase.WriteAsync(_folder["cache"], ReadingProcess.Registry);
        var (random, killed) = (new CounterRandom(2025), 0);

        for (var round = 0; round <= KillableProcess.Rounds; round++)
        {
            TimeSpan? afterwards = round == KillableProcess.Rounds ? null : TimeSpan.FromMilliseconds(random.NextInt32(200));
            Directory.CreateDirectory(_folder["run"]);
            if (!KillableProcess.Run(afterwards, ReadingProcess.Verb, _folder["run"], _folder["cache"]))
            {
                killed++;
                continue;
            }

            Assert.Equal(expected, File.ReadAllLines(_folder["run/log"]));
            Assert.Empty(Directory.GetFiles(_folder["run"], ".tmp-*"));
            Directory.Delete(_folder["run"], recursive: true);
        }

        Assert.True(killed > 0, "No process was killed before it ended.");
    }

    private async Task IsWholeOrNoCacheAsync()
    {
        if (!File.Exists(_folder["killed/manifest.json"]))
        {
            Assert.Throws<CacheException>(() => TokenCache.Open(_folder["killed"]));
            return;
        }

        using var cache = TokenCache.Open(_folder["killed"]);
        Assert.All(await TokenCache.VerifyAsync(cache.Folder, cancellationToken: CacheCase.Stopping), report => Assert.Null(report.Problem));
    }
}
