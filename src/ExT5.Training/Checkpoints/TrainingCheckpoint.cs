using ExT5.Core;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>Writes a run into a checkpoint folder and reads it back into the same objects.</summary>
internal sealed class TrainingCheckpoint(
    T5Model model, IOptimizer optimizer, IReadOnlyDictionary<string, string> run, RunData data, TrainingOptions options, ILogger logger)
{
    private const string OptimizerFile = "optimizer.safetensors";
    private readonly WeightsOfRun _weights = new(model);

    /// <summary>Names that <see cref="Write"/> and the store use themselves.</summary>
    public static IReadOnlyList<string> ReservedNames { get; } =
        [.. WeightsOfRun.FileNames, OptimizerFile, TrainerFile.FileName, CheckpointManifest.FileName];

    public void Write(string folder, TrainingState state)
    {
        _weights.Write(folder);
        SafetensorsFile.Write(Path.Combine(folder, OptimizerFile), [.. optimizer.State]);
        TrainerFile.Write(folder, state, run, data.ForSave(state.Step));
        foreach (var file in options.CheckpointFiles)
            Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    // File.Copy would hand on permissions, and a read-only file could be neither flushed everywhere nor removed.
    private static void Copy(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        source.CopyTo(target);
    }

    /// <summary>Puts a checkpoint's weights and optimizer state into the model and the optimizer.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="stopping">Ends the wait for files that are read to be compared.</param>
    /// <returns>Where the run stands.</returns>
    /// <exception cref="ChangedRunException">The checkpoint is of a different run, and that is not allowed.</exception>
    public TrainingState Read(Checkpoint checkpoint, CancellationToken stopping)
    {
        var file = TrainerFile.Read(checkpoint.Folder);
        Compare(checkpoint, file, stopping);
        _weights.Read(checkpoint.Folder);
        LoadOptimizer(checkpoint.Folder, file.State.OptimizerSteps);
        Log.Resumed(logger, file.State.Step, checkpoint.Folder);
        return file.State;
    }

    private void LoadOptimizer(string folder, long steps)
    {
        using var scope = NewDisposeScope();
        using var saved = SafetensorsFile.Open(Path.Combine(folder, OptimizerFile));
        optimizer.LoadState(saved.Entries.Keys.ToDictionary(name => name, saved.Read), steps);
    }

    private void Compare(Checkpoint checkpoint, TrainerFile file, CancellationToken stopping)
    {
        if (file.Data is null) Log.DataNotCompared(logger, checkpoint.Step, "the checkpoint does not tell what they were.");
        var changes = file.Data is { } saved ? data.ChangesSince(checkpoint.Step, saved, stopping) : [];
        // What differs in the tasks says more than the hash that differs with them.
        List<string> differences =
        [
            .. RunDescription.Differences(file.Run, run).Where(difference => changes.Count == 0 || !difference.StartsWith(RunDescription.Order, StringComparison.Ordinal)),
            .. changes.Select(change => $"data of {change}"),
        ];
        if (differences.Count > 0 && !options.AllowChangedRun) throw new ChangedRunException(checkpoint.Folder, differences, changes);
        foreach (var difference in differences) Log.RunChanged(logger, checkpoint.Step, difference);
    }
}
