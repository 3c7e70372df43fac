namespace ExT5.Training.Tests.Checkpoints;

/// <summary>What happens to a run folder from outside while it is held, or before.</summary>
public sealed class HeldFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Run => _folder.Combine("run");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("removed")]
    [InlineData("renamed")]
    [InlineData("a file now")]
    public void A_folder_that_is_gone_is_not_made_again(string how)
    {
        using var store = new DirectoryCheckpointStore(Run);
        Save(store, 1);
        if (how == "renamed") Directory.Move(Run, _folder.Combine("elsewhere"));
        else Directory.Delete(Run, recursive: true);
        if (how == "a file now") File.WriteAllText(Run, "");

        var problem = Assert.Throws<CheckpointException>(() => Save(store, 2));

        Assert.Contains($"'{Run}'", problem.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));
        if (how == "renamed") Assert.Equal(["step-00000001"], Steps(_folder.Combine("elsewhere")));
    }

    [Fact]
    public void A_lock_that_was_deleted_is_taken_again_before_anything_is_written()
    {
        using var store = new DirectoryCheckpointStore(Run);
        foreach (var file in Directory.EnumerateFiles(Run)) File.Delete(file);

        Save(store, 1);

        Assert.Contains(
            $"process {Environment.ProcessId}", Assert.Throws<CheckpointException>(() => new DirectoryCheckpointStore(Run)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lock deleted")]
    [InlineData("folder made anew")]
    public void Who_lost_a_folder_to_another_holder_writes_nothing_there_and_leaves_its_note(string how)
    {
        using var first = new DirectoryCheckpointStore(Run);
        if (how == "lock deleted") File.Delete(Path.Combine(Run, ".lock"));
        else Directory.Delete(Run, recursive: true);
        using var second = new DirectoryCheckpointStore(Run);
        var before = Contents(Run);

        Assert.Contains("in use", Assert.Throws<CheckpointException>(() => Save(first, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<CheckpointException>(first.Clear);
        first.Dispose();

        Assert.Equal(before, Contents(Run));
        Save(second, 2);
        Assert.Equal(["step-00000002"], Steps(Run));
    }

    [Fact]
    public void Who_lost_a_folder_that_another_holder_has_left_since_writes_nothing_either()
    {
        using var first = new DirectoryCheckpointStore(Run);
        File.Delete(Path.Combine(Run, ".lock"));
        using (var second = new DirectoryCheckpointStore(Run)) Save(second, 5);

        Assert.Contains("replaced", Assert.Throws<CheckpointException>(() => Save(first, 1)).Message, StringComparison.Ordinal);

        Assert.Equal(["step-00000005"], Steps(Run));
    }

    [Fact]
    public void A_folder_is_held_under_every_name_it_has()
    {
        using var store = new DirectoryCheckpointStore(Run);
        Directory.CreateSymbolicLink(_folder.Combine("link"), Run);
        string[] names = [Run + "/", Path.Combine(Run, "..", "run"), _folder.Combine("link"), Path.GetRelativePath(Environment.CurrentDirectory, Run)];

        Assert.All(names, name => Assert.Contains(
            "in use", Assert.Throws<CheckpointException>(() => new DirectoryCheckpointStore(name)).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".lock-owner.json", "/dev/full", "cannot be written")]
    [InlineData(".lock", "/nowhere/lock", "cannot be locked")]
    public void A_folder_that_cannot_be_written_is_not_said_to_be_in_use(string name, string target, string expected)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        Directory.CreateDirectory(Run);
        File.CreateSymbolicLink(Path.Combine(Run, name), target);

        var problem = Assert.Throws<CheckpointException>(() => new DirectoryCheckpointStore(Run));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", problem.Message, StringComparison.Ordinal);
        // The failure let go of the lock.
        File.Delete(Path.Combine(Run, name));
        using var store = new DirectoryCheckpointStore(Run);
    }

    [Fact]
    public void Folders_that_a_user_made_are_left_alone()
    {
        string[] own = [".tmp-mine", ".tmp-expired", "step-one", "corrupt-notes"];
        foreach (var name in own) Directory.CreateDirectory(Path.Combine(Run, name));

        using (var store = new DirectoryCheckpointStore(Run, new CheckpointRetention(Last: 1)))
        {
            Save(store, 1);
            Save(store, 2);
            store.Clear();
        }

        Assert.Equal(own.Order(StringComparer.Ordinal), Directory.EnumerateDirectories(Run).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static Checkpoint Save(DirectoryCheckpointStore store, long step) => store.Save(step, folder => SavingProcess.Write(folder, step));

    private static IEnumerable<string?> Steps(string folder) => Directory.EnumerateDirectories(folder, "step-*").Select(Path.GetFileName);

    private static List<(string, string)> Contents(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllText(file)))];
}
