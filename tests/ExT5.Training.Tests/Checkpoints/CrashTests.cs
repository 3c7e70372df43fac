namespace ExT5.Training.Tests.Checkpoints;

public sealed class CrashTests
{
    [Fact]
    public void A_process_killed_at_any_moment_leaves_every_reported_step_intact()
    {
        using var folder = new TemporaryFolder();
        var random = new Data.CounterRandom(2024);
        var reported = 0L;

        for (var round = 0; round < 25; round++)
        {
            var afterwards = TimeSpan.FromMilliseconds(random.NextInt32(50));
            reported = Math.Max(reported, SavingProcess.RunAndKill(folder.Path, saves: round % 3, afterwards));
            using var store = new DirectoryCheckpointStore(folder.Path);
            var newest = store.OpenNewest();

            Assert.True((newest?.Step ?? 0) >= reported, $"Round {round}: step {reported} was reported, {newest?.Step} is there.");
            Assert.Empty(Directory.EnumerateDirectories(folder.Path, ".tmp-*"));
            Assert.Empty(Directory.EnumerateDirectories(folder.Path, "corrupt-*"));
            if (newest is not null)
                Assert.All([0, 1, 2], file => Assert.Equal(
                    SavingProcess.Contents(newest.Step, file), File.ReadAllBytes(Path.Combine(newest.Folder, $"{file}.bin"))));
        }
        Assert.True(reported >= 25, $"Only {reported} steps were saved by the processes that were killed.");
    }
}
