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
    private const string ExpiredPrefix = TemporaryPrefix + "expired-";
    private const string CorruptPrefix = "corrupt-";
    private readonly CheckpointRetention _retention;
    private readonly ILogger _logger;
    private readonly RunFolderLock _lock;
    private readonly HashSet<long> _kept = [];

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
        try
        {
            RemoveTemporaries();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Full path of the run folder.</summary>
    public string Folder { get; }

    /// <inheritdoc />
    public IReadOnlyList<long> Steps => StepsIn(Folder);

    /// <summary>Finds the newest intact checkpoint of a run folder that another process may be training in; changes nothing.</summary>
    /// <param name="folder">The run folder.</param>
    /// <returns>The checkpoint, or null when there is none.</returns>
    /// <exception cref="CheckpointException">The folder or a checkpoint cannot be read.</exception>
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
        _lock.Confirm();
        var target = PathOf(Folder, step);
        if (Path.Exists(target))
            throw new CheckpointException($"Step {step} is already saved in '{target}'. Resume from it, or choose another folder.");
        var temporary = Path.Combine(Folder, TemporaryPrefix + Path.GetFileName(target));
        try
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
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
        foreach (var expired in _retention.Expired(Steps).Except(_kept))
            if (!Remove(expired)) _kept.Add(expired);
        return new Checkpoint(step, target);
    }

    /// <summary>Removes every checkpoint, for a run that starts anew; whatever else lies in the folder stays.</summary>
    /// <exception cref="CheckpointException">One cannot be removed; those before it are gone.</exception>
    public void Clear()
    {
        _lock.Confirm();
        foreach (var step in Steps)
            if (!Remove(step))
                throw new CheckpointException(
                    $"The checkpoint '{PathOf(Folder, step)}' cannot be removed. Mend its permissions, move it away, or choose another folder.");
    }

    /// <inheritdoc />
    public Checkpoint? OpenNewest()
    {
        foreach (var step in StepsIn(Folder).AsEnumerable().Reverse())
        {
            var folder = PathOf(Folder, step);
            if (CheckpointManifest.Verify(folder, step) is not { } problem) return new Checkpoint(step, folder);
            Log.CheckpointDamaged(_logger, step, problem, PutAside(folder, problem));
        }
        return null;
    }

    /// <summary>Lets other processes have the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private static string PathOf(string folder, long step) =>
        Path.Combine(folder, StepPrefix + step.ToString("D8", CultureInfo.InvariantCulture));

    private static List<long> StepsIn(string folder) =>
    [
        .. FoldersIn(folder, StepPrefix)
            .Select(path => Path.GetFileName(path)[StepPrefix.Length..])
            .Where(digits => digits.Length >= 8 && digits.All(char.IsAsciiDigit) && long.TryParse(digits, out _))
            .Select(digits => long.Parse(digits, CultureInfo.InvariantCulture))
            .Order(),
    ];

    private static string[] FoldersIn(string folder, string prefix)
    {
        try
        {
            return Directory.GetDirectories(folder, prefix + "*");
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"The run folder '{folder}' cannot be read: {error.Message} Mend its permissions, or choose another folder.", error);
        }
    }

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
        foreach (var prefix in new[] { TemporaryPrefix + StepPrefix, ExpiredPrefix + StepPrefix })
            foreach (var stale in FoldersIn(Folder, prefix))
                if (TryRemove(stale)) Log.TemporaryRemoved(_logger, stale);
    }

    private bool Remove(long step)
    {
        var expired = PathOf(Folder, step);
        if (IsReadOnly(expired))
        {
            Log.FolderKept(_logger, expired, "It is read-only.");
            return false;
        }

        // Renamed first: an interrupted deletion must not leave half a checkpoint under a checkpoint's name.
        var doomed = Path.Combine(Folder, ExpiredPrefix + Path.GetFileName(expired));
        if (!TryMove(expired, doomed)) return false;
        TryRemove(doomed);
        return true;
    }

    // Whoever takes the right to write from a checkpoint wants to keep it; renamed, it could not be deleted either.
    private static bool IsReadOnly(string folder) => OperatingSystem.IsWindows()
        ? new DirectoryInfo(folder).EnumerateFiles().Any(file => file.IsReadOnly)
        : !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.UserWrite);

    private string PutAside(string folder, string problem)
    {
        var name = CorruptPrefix + Path.GetFileName(folder);
        for (var attempt = 1; ; attempt++)
        {
            var aside = Path.Combine(Folder, attempt == 1 ? name : $"{name}-{attempt}");
            if (Path.Exists(aside)) continue;
            return TryMove(folder, aside) ? aside : throw new CheckpointException(
                $"The checkpoint '{folder}' is damaged ({problem}) and cannot be moved aside. Mend the permissions, or move it out of the run folder.");
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
