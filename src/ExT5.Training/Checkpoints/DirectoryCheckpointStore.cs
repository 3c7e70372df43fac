using System.Globalization;
using ExT5.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExT5.Training;

/// <summary>
/// Keeps a run's checkpoints as folders <c>step-00001234</c>. A checkpoint is written into a temporary folder, flushed,
/// sealed by a manifest with sizes and SHA-256 sums, and renamed, so a crash at any moment leaves whole checkpoints only.
/// </summary>
public sealed class DirectoryCheckpointStore : ICheckpointStore
{
    private const string StepPrefix = "step-";
    private const string TemporaryPrefix = ".tmp-";
    private const string CorruptPrefix = "corrupt-";
    private readonly CheckpointRetention _retention;
    private readonly ILogger _logger;
    private readonly RunFolderLock _lock;

    /// <summary>Opens a run folder for this process alone and removes what an interrupted save left.</summary>
    /// <param name="folder">The run folder; created when missing.</param>
    /// <param name="retention">Which checkpoints stay; null keeps the last 3.</param>
    /// <param name="timeProvider">Clock for the lock's note of its owner; null takes the system's.</param>
    /// <param name="logger">Receives saves, removals and damage.</param>
    /// <exception cref="CheckpointException">Another process holds the folder, or it cannot be written.</exception>
    public DirectoryCheckpointStore(
        string folder,
        CheckpointRetention? retention = null,
        TimeProvider? timeProvider = null,
        ILogger? logger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Folder = Path.GetFullPath(folder);
        _retention = retention ?? new CheckpointRetention();
        _logger = logger ?? NullLogger.Instance;
        CreateFolder();
        _lock = RunFolderLock.Acquire(Folder, timeProvider ?? TimeProvider.System);
        RemoveTemporaries();
    }

    /// <summary>Full path of the run folder.</summary>
    public string Folder { get; }

    /// <inheritdoc />
    public IReadOnlyList<long> Steps => StepsIn(Folder);

    /// <summary>Finds the newest intact checkpoint of a run folder that another process may be training in; changes nothing.</summary>
    /// <param name="folder">The run folder.</param>
    /// <returns>The checkpoint, or null when there is none.</returns>
    public static Checkpoint? FindNewest(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return StepsIn(folder).AsEnumerable().Reverse()
            .Where(step => CheckpointManifest.Verify(PathOf(folder, step), step) is null)
            .Select(step => new Checkpoint(step, Path.GetFullPath(PathOf(folder, step))))
            .FirstOrDefault();
    }

    /// <inheritdoc />
    public Checkpoint Save(long step, Action<string> write)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentNullException.ThrowIfNull(write);
        var target = PathOf(Folder, step);
        if (Directory.Exists(target))
            throw new CheckpointException($"Step {step} is already saved in '{target}'. Resume from it, or choose another folder.");
        var temporary = Path.Combine(Folder, TemporaryPrefix + Path.GetFileName(target));
        try
        {
            Directory.CreateDirectory(temporary);
            write(temporary);
            CheckpointManifest.Seal(temporary, step);
            Directory.Move(temporary, target);
            DurableFolder.Flush(Folder);
        }
        catch (Exception error)
        {
            TryRemove(temporary);
            if (error is not (IOException or UnauthorizedAccessException)) throw;
            throw new CheckpointException(
                $"Step {step} could not be saved in '{Folder}': {error.Message} "
                + "Earlier checkpoints are unchanged. Free space or mend the permissions, then resume.", error);
        }
        Log.CheckpointSaved(_logger, step, target);
        foreach (var expired in _retention.Expired(Steps)) Remove(expired);
        return new Checkpoint(step, target);
    }

    /// <inheritdoc />
    public Checkpoint? OpenNewest()
    {
        foreach (var step in StepsIn(Folder).AsEnumerable().Reverse())
        {
            var folder = PathOf(Folder, step);
            if (CheckpointManifest.Verify(folder, step) is not { } problem) return new Checkpoint(step, folder);
            Log.CheckpointDamaged(_logger, step, problem, PutAside(folder));
        }
        return null;
    }

    /// <summary>Lets other processes have the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private static string PathOf(string folder, long step) =>
        Path.Combine(folder, StepPrefix + step.ToString("D8", CultureInfo.InvariantCulture));

    private static List<long> StepsIn(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateDirectories(folder, StepPrefix + "*")
            .Select(path => Path.GetFileName(path)[StepPrefix.Length..])
            .Where(digits => digits.Length >= 8 && digits.All(char.IsAsciiDigit) && long.TryParse(digits, out _))
            .Select(digits => long.Parse(digits, CultureInfo.InvariantCulture))
            .Order(),
    ];

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The run folder '{Folder}' cannot be made: {error.Message} Choose another folder.", error);
        }
    }

    private void RemoveTemporaries()
    {
        foreach (var stale in Directory.EnumerateDirectories(Folder, TemporaryPrefix + "*"))
            if (TryRemove(stale)) Log.TemporaryRemoved(_logger, stale);
    }

    private void Remove(long step)
    {
        // Renamed first: an interrupted deletion must not leave half a checkpoint under a checkpoint's name.
        var expired = PathOf(Folder, step);
        var doomed = Path.Combine(Folder, TemporaryPrefix + "expired-" + Path.GetFileName(expired));
        if (TryMove(expired, doomed)) TryRemove(doomed);
    }

    private string PutAside(string folder)
    {
        var name = CorruptPrefix + Path.GetFileName(folder);
        for (var attempt = 1; ; attempt++)
        {
            var aside = Path.Combine(Folder, attempt == 1 ? name : $"{name}-{attempt}");
            if (Directory.Exists(aside)) continue;
            return TryMove(folder, aside) ? aside : folder;
        }
    }

    private bool TryMove(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.FolderKept(_logger, from, error.Message);
            return false;
        }
    }

    private bool TryRemove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.FolderKept(_logger, folder, error.Message);
            return false;
        }
    }
}
