using System.Text.Json;

namespace ExT5.Training;

/// <summary>Who holds a run folder.</summary>
internal sealed record RunFolderOwner(int ProcessId, string Host, DateTimeOffset Since);

/// <summary>Keeps other processes out of a run folder; the system lets go of it however this process ends.</summary>
internal sealed class RunFolderLock : IDisposable
{
    private const string LockName = ".lock";
    private const string OwnerName = ".lock-owner.json";
    private readonly FileStream _lock;
    private readonly string _ownerPath;

    private RunFolderLock(FileStream held, string ownerPath)
    {
        _lock = held;
        _ownerPath = ownerPath;
    }

    /// <summary>Takes the folder or says who has it.</summary>
    /// <exception cref="CheckpointException">Another holder has the folder, or it cannot be written.</exception>
    public static RunFolderLock Acquire(string folder, TimeProvider time)
    {
        // The name of the owner lies in a second file, because a locked one cannot be read everywhere.
        var ownerPath = Path.Combine(folder, OwnerName);
        var held = Open(folder, ownerPath);
        try
        {
            var owner = new RunFolderOwner(Environment.ProcessId, Environment.MachineName, time.GetUtcNow());
            File.WriteAllBytes(ownerPath, JsonSerializer.SerializeToUtf8Bytes(owner, CheckpointJson.Default.RunFolderOwner));
            return new RunFolderLock(held, ownerPath);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        // The lock file itself stays: deleting it would let two later processes lock two different files of that name.
        File.Delete(_ownerPath);
        _lock.Dispose();
    }

    private static FileStream Open(string folder, string ownerPath)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CheckpointException(
                $"The run folder '{folder}' cannot be written: {error.Message} Choose another folder or its permissions.", error);
        }
        catch (IOException error)
        {
            throw new CheckpointException(
                $"The run folder '{folder}' is in use by {Describe(ownerPath)}. "
                + "Wait until it ends, stop it, or choose another folder.", error);
        }
    }

    private static string Describe(string ownerPath)
    {
        try
        {
            var owner = JsonSerializer.Deserialize(File.ReadAllBytes(ownerPath), CheckpointJson.Default.RunFolderOwner);
            return owner is null
                ? "another process"
                : $"process {owner.ProcessId} on '{owner.Host}' since {owner.Since:yyyy-MM-dd HH:mm:ss}Z";
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
