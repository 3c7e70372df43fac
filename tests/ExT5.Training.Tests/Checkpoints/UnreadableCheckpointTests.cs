namespace ExT5.Training.Tests.Checkpoints;

/// <summary>A checkpoint that cannot be read or must not be written is no damaged one.</summary>
public sealed class UnreadableCheckpointTests : IDisposable
{
    private const UnixFileMode None = 0;
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            foreach (var path in Directory.EnumerateDirectories(_folder.Path)) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("1.bin")]
    [InlineData("")]
    public void Without_permission_it_is_left_as_it_is(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions do not bind this user.");
        using var store = new DirectoryCheckpointStore(_folder.Path);
        Save(store, 1);
        var newest = Save(store, 2).Folder;
        SetMode(Path.Combine(newest, name), None);

        LeftAlone(store, newest);
    }

    [Fact]
    public void What_the_disk_does_not_give_is_left_as_it_is()
    {
        // A file that opens and answers with an error of the device, whoever reads it.
        Assert.SkipUnless(File.Exists("/proc/self/mem"), "Only Linux has such a file.");
        using var store = new DirectoryCheckpointStore(_folder.Path);
        Save(store, 1);
        var newest = Save(store, 2).Folder;
        File.Delete(Path.Combine(newest, "manifest.json"));
        File.CreateSymbolicLink(Path.Combine(newest, "manifest.json"), "/proc/self/mem");

        LeftAlone(store, newest);
    }

    [Fact]
    public void That_of_a_later_version_is_left_as_it_is()
    {
        using var store = new DirectoryCheckpointStore(_folder.Path);
        var newest = Save(store, 2).Folder;
        var manifest = Path.Combine(newest, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"format\": 1", "\"format\": 9", StringComparison.Ordinal));

        LeftAlone(store, newest);
    }

    [Fact]
    public void One_that_is_read_only_is_resumed_from_and_outlives_the_newer_ones()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no read-only folders.");
        using var store = new DirectoryCheckpointStore(_folder.Path, new CheckpointRetention(Last: 1));
        SetMode(Save(store, 1).Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(1, store.OpenNewest()?.Step);

        for (var step = 2; step <= 4; step++) Save(store, step);

        Assert.Equal([1, 4], store.Steps);
        Assert.Contains("step-00000001", Assert.Throws<CheckpointException>(store.Clear).Message, StringComparison.Ordinal);
        Assert.Equal(SavingProcess.Contents(1, 2), File.ReadAllBytes(_folder.Combine("step-00000001/2.bin")));
    }

    [Fact]
    public async Task Files_that_belong_into_a_checkpoint_may_be_read_only()
    {
        var vocabulary = _folder.Combine("vocabulary.model");
        File.WriteAllText(vocabulary, "pieces");
        File.SetAttributes(vocabulary, FileAttributes.ReadOnly);
        var options = TinyRun.Options(2, _folder.Combine("run"));
        (options.CheckpointSteps, options.KeepCheckpoints) = (1, 1);
        options.CheckpointFiles.Add(vocabulary);
        using var run = new TinyRun(options);

        await run.TrainAsync();

        var copy = _folder.Combine("run/step-00000002/vocabulary.model");
        Assert.Equal("pieces", File.ReadAllText(copy));
        Assert.False(File.GetAttributes(copy).HasFlag(FileAttributes.ReadOnly));
        File.SetAttributes(vocabulary, FileAttributes.Normal);
    }

    private static void LeftAlone(DirectoryCheckpointStore store, string newest)
    {
        var problem = Assert.Throws<CheckpointException>(() => store.OpenNewest());

        Assert.Contains($"'{newest}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("left as it is", problem.Message, StringComparison.Ordinal);
        Assert.Throws<CheckpointException>(() => DirectoryCheckpointStore.FindNewest(store.Folder));
        Assert.True(Directory.Exists(newest));
        Assert.Empty(Directory.EnumerateDirectories(store.Folder, "corrupt-*"));
    }

    private static Checkpoint Save(DirectoryCheckpointStore store, long step) => store.Save(step, folder => SavingProcess.Write(folder, step));

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }
}
