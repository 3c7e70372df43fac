using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>Warns once of each task of which much is cut: by a sample when a run begins, by what was drawn while it goes.</summary>
internal sealed class TruncationWatch(TrainingOptions options, ILogger logger)
{
    // With fewer examples a single cut one would be above the share.
    private const int Enough = 100;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Looks at the samples that were read when the pipeline opened.</summary>
    public void Begin(IReadOnlyList<TaskTruncation> sampled)
    {
        foreach (var task in sampled) Warn(task, "sampled");
    }

    /// <summary>Looks at what was drawn so far.</summary>
    public void After(TruncationCounts? drawn)
    {
        foreach (var task in drawn?.Tasks ?? [])
            if (task.Examples >= Enough) Warn(task, "drawn");
    }

    /// <summary>Writes what was cut of each task since the beginning of the run, if anything was.</summary>
    public void End(TruncationCounts? drawn)
    {
        foreach (var task in drawn?.Tasks ?? [])
            if (task.IsAbove(0)) Log.TaskCut(logger, task);
    }

    private void Warn(TaskTruncation task, string looked)
    {
        if (!task.IsAbove(options.TruncationWarning) || !_told.Add(task.Task)) return;
        Log.MuchCut(
            logger, task.Task, task.CutInputs, task.CutTargets, task.Examples, looked, options.Batch.Inputs, options.Batch.Targets, task.DroppedInputTokens, task.DroppedTargetTokens);
    }
}
