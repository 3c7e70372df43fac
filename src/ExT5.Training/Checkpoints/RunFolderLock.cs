using System.Text.Json;

namespace ExT5.Training;

/// <summary>Who holds a run folder.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Host">The machine that runs it.</param>
/// <param name="Since">When it took the folder.</param>
/// <param name="Id">Different for each taking.</param>
internal sealed record RunFolderOwner(int ProcessId, string Host, DateTimeOffset Since, string? Id = null);

/// <summary>Keeps other processes out of a run folder; the system lets go of it however this process ends.</summary>
internal sealed class RunFolderLock : IDisposable
{
    private const string LockName = ".lock";
    private const string OwnerName = ".lock-owner.json";
    private const string Advice = "Free space, mend its permissions, or choose another folder.";

    // EWOULDBLOCK of Linux and of macOS; sharing and lock violation of Windows.
    private static readonly int[] UnixHeld = [11, 35];
    private static readonly int[] WindowsHeld = [unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly string _folder;
    private readonly RunFolderOwner _owner;
    private FileStream _lock;

    private RunFolderLock(string folder, RunFolderOwner owner)
    {
        (_folder, _owner) = (folder, owner);
        _lock = Take(folder);
        try
        {
            Sign();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Takes the folder or says who has it.</summary>
    /// <exception cref="CheckpointException">Another holder has the folder, or it cannot be written.</exception>
    public static RunFolderLock Acquire(string folder, TimeProvider time) =>
        new(folder, new RunFolderOwner(Environment.ProcessId, Environment.MachineName, time.GetUtcNow(), Guid.NewGuid().ToString("N")));

    /// <summary>Makes sure that the folder is still there and still held; a lock that was deleted is taken again.</summary>
    /// <exception cref="CheckpointException">The folder is gone, or somebody else has or had it.</exception>
    public void Confirm()
    {
        if (!Directory.Exists(_folder))
            throw new CheckpointException(
                $"The run folder '{_folder}' was removed, renamed or put out of reach while this process held it. It is not made anew, "
                + "as what was saved in it would be missing. Put it back and resume, or choose another folder.");
        if (!File.Exists(Path.Combine(_folder, LockName)))
        {
            var again = Take(_folder);
            _lock.Dispose();
            _lock = again;
        }
        else if (IsFree(_folder))
        {
            throw new CheckpointException(
                $"The lock of the run folder '{_folder}' was replaced while this process held it, so another process may have saved there. "
                + "Nothing was written. Look which run the folder holds, then resume.");
        }
        else if (Read(_folder) is { } owner && owner != _owner)
        {
            throw InUse(_folder, null);
        }

        if (Read(_folder) != _owner) Sign();
    }

    public void Dispose()
    {
        // The lock file itself stays: deleting it would let two later processes lock two different files of that name.
        try
        {
            if (Read(_folder) == _owner) File.Delete(Path.Combine(_folder, OwnerName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The note tells nothing once the lock is free.
        }

        _lock.Dispose();
    }

    private void Sign()
    {
        // The name of the owner lies in a second file, because a locked one cannot be read everywhere.
        try
        {
            File.WriteAllBytes(Path.Combine(_folder, OwnerName), JsonSerializer.SerializeToUtf8Bytes(_owner, CheckpointJson.Default.RunFolderOwner));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The run folder '{_folder}' cannot be written: {error.Message} {Advice}", error);
        }
    }

    private static FileStream Take(string folder)
    {
        try
        {
            return Open(folder, FileMode.OpenOrCreate);
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw InUse(folder, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The run folder '{folder}' cannot be locked: {error.Message} {Advice}", error);
        }
    }

    private static bool IsFree(string folder)
    {
        try
        {
            Open(folder, FileMode.Open).Dispose();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static FileStream Open(string folder, FileMode mode) =>
        new(Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static bool IsHeld(IOException error) => (OperatingSystem.IsWindows() ? WindowsHeld : UnixHeld).Contains(error.HResult);

    private static CheckpointException InUse(string folder, IOException? error)
    {
        var owner = Read(folder) is { } known
            ? $"process {known.ProcessId} on '{known.Host}' since {known.Since:yyyy-MM-dd HH:mm:ss}Z"
            : "another process";
        return new($"The run folder '{folder}' is in use by {owner}. Wait until it ends, stop it, or choose another folder.", error);
    }

    private static RunFolderOwner? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, OwnerName)), CheckpointJson.Default.RunFolderOwner);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
