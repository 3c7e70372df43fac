namespace ExT5.Training.Tests.Checkpoints;

public sealed class DirectoryCheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_step_is_found_again_with_every_byte()
    {
        using (var store = Open())
            Save(store, 7);

        using var reopened = Open();
        var newest = reopened.OpenNewest();

        Assert.Equal(7, newest?.Step);
        Assert.Equal("step-00000007", Path.GetFileName(newest!.Folder));
        Assert.Equal(SavingProcess.Contents(7, 1), File.ReadAllBytes(Path.Combine(newest.Folder, "1.bin")));
    }

    [Fact]
    public void An_empty_run_folder_has_no_checkpoint()
    {
        using var store = Open();

        Assert.Null(store.OpenNewest());
        Assert.Empty(store.Steps);
        Assert.Null(DirectoryCheckpointStore.FindNewest(_folder.Combine("nowhere")));
    }

    [Theory]
    [InlineData("altered")]
    [InlineData("torn")]
    [InlineData("missing")]
    [InlineData("no manifest")]
    [InlineData("torn manifest")]
    [InlineData("manifest of another step")]
    [InlineData("manifest that leaves the folder")]
    public void A_damaged_checkpoint_is_put_aside_and_the_next_older_one_is_used(string damage)
    {
        using var store = Open();
        Save(store, 1);
        Damage(Save(store, 2).Folder, damage);

        Assert.Equal(1, DirectoryCheckpointStore.FindNewest(_folder.Path)?.Step);
        Assert.Equal(1, store.OpenNewest()?.Step);
        Assert.True(Directory.Exists(_folder.Combine("corrupt-step-00000002")));
        Assert.Equal(2, Save(store, 2).Step);
    }

    [Fact]
    public void Two_damaged_checkpoints_of_one_step_are_both_kept_aside()
    {
        using var store = Open();
        for (var time = 0; time < 2; time++)
        {
            Damage(Save(store, 5).Folder, "altered");
            Assert.Null(store.OpenNewest());
        }

        Assert.Equal(2, Directory.GetDirectories(_folder.Path, "corrupt-step-00000005*").Length);
    }

    [Fact]
    public void What_an_interrupted_save_left_is_removed_when_the_folder_is_opened()
    {
        var stale = Directory.CreateDirectory(_folder.Combine(".tmp-step-00000003"));
        File.WriteAllText(Path.Combine(stale.FullName, "model.safetensors"), "half");

        using var store = Open();

        Assert.False(Directory.Exists(stale.FullName));
    }

    [Fact]
    public void A_second_holder_is_refused_with_the_name_of_the_first()
    {
        using var first = Open();

        var refusal = Assert.Throws<CheckpointException>(Open);

        Assert.Contains($"process {Environment.ProcessId} on '{Environment.MachineName}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_was_let_go_can_be_held_again()
    {
        Open().Dispose();

        using var second = Open();

        Assert.Empty(second.Steps);
    }

    [Fact]
    public void A_full_disk_leaves_earlier_checkpoints_and_no_temporary_folder()
    {
        using var store = Open();
        Save(store, 1);

        var failure = Assert.Throws<CheckpointException>(() => store.Save(2, temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "model.safetensors"), "half");
            throw new IOException("No space left on device");
        }));

        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(_folder.Path, ".tmp-*"));
        Assert.Equal(1, store.OpenNewest()?.Step);
    }

    [Fact]
    public void A_step_is_never_saved_over()
    {
        using var store = Open();
        Save(store, 4);

        Assert.Contains("already saved", Assert.Throws<CheckpointException>(() => Save(store, 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_k_and_every_nth_step_are_kept()
    {
        using var store = new DirectoryCheckpointStore(_folder.Path, new CheckpointRetention(Last: 2, Every: 4));
        for (var step = 1; step <= 9; step++) Save(store, step);

        Assert.Equal([4, 8, 9], store.Steps);
        Assert.Empty(Directory.EnumerateDirectories(_folder.Path, ".tmp-*"));
    }

    [Fact]
    public void A_run_folder_that_is_a_file_is_refused_by_name()
    {
        File.WriteAllText(_folder.Combine("taken"), "");

        var refusal = Assert.Throws<CheckpointException>(() => new DirectoryCheckpointStore(_folder.Combine("taken")));

        Assert.Contains("taken", refusal.Message, StringComparison.Ordinal);
    }

    private DirectoryCheckpointStore Open() => new(_folder.Path);

    private static Checkpoint Save(DirectoryCheckpointStore store, long step) =>
        store.Save(step, temporary => SavingProcess.Write(temporary, step));

    private static void Damage(string folder, string damage)
    {
        var file = Path.Combine(folder, "2.bin");
        var manifest = Path.Combine(folder, "manifest.json");
        switch (damage)
        {
            case "altered": Rewrite(file, bytes => bytes[1234] ^= 1); break;
            case "torn": File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]); break;
            case "missing": File.Delete(file); break;
            case "no manifest": File.Delete(manifest); break;
            case "torn manifest": File.WriteAllBytes(manifest, File.ReadAllBytes(manifest)[..^9]); break;
            case "manifest of another step": Replace(manifest, "\"step\": 2", "\"step\": 3"); break;
            case "manifest that leaves the folder": Replace(manifest, "\"2.bin\"", "\"../2.bin\""); break;
            default: throw new ArgumentOutOfRangeException(nameof(damage), damage, "Unknown damage.");
        }
    }

    private static void Rewrite(string path, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private static void Replace(string path, string old, string replacement)
    {
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
