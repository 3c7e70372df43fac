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
        var (random, killed, finished) = (new CounterRandom(2024), 0, 0);

        for (var round = 0; round < KillableProcess.Rounds || killed < round / 2 || finished == 0; round++)
        {
            if (KillableProcess.RunAndKill(TimeSpan.FromMilliseconds(random.NextInt32(500)), CachingProcess.Verb, rows, _folder["killed"]))
            {
                finished++;
                Assert.Equal(FolderContents.Of(_folder["undisturbed"]), FolderContents.Of(_folder["killed"]));
                Directory.Delete(_folder["killed"], recursive: true);
            }
            else
            {
                killed++;
                await IsWholeOrNoCacheAsync();
            }
        }
    }

    [Fact]
    public async Task Batches_read_by_processes_that_are_killed_again_and_again_are_those_of_one_run()
    {
        var expected = await ReadingProcess.UninterruptedAsync();
        var (random, killed, finished) = (new CounterRandom(2025), 0, 0);

        for (var round = 0; round < KillableProcess.Rounds || finished == 0; round++)
        {
            Directory.CreateDirectory(_folder["run"]);
            if (KillableProcess.RunAndKill(TimeSpan.FromMilliseconds(random.NextInt32(60)), ReadingProcess.Verb, _folder["run"]))
            {
                finished++;
                Assert.Equal(expected, File.ReadAllLines(_folder["run/log"]));
                Assert.Empty(Directory.GetFiles(_folder["run"], ".tmp-*"));
                Directory.Delete(_folder["run"], recursive: true);
            }
            else
            {
                killed++;
            }
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
