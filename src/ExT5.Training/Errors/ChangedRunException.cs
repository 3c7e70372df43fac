using ExT5.Data;

namespace ExT5.Training;

/// <summary>A checkpoint was saved by a run that differs from the one that should go on from it.</summary>
/// <param name="folder">The checkpoint.</param>
/// <param name="differences">Each difference: what, as saved, and as it is now.</param>
/// <param name="dataChanges">Those among them that are of a task's data.</param>
public sealed class ChangedRunException(string folder, IReadOnlyList<string> differences, IReadOnlyList<TaskDataChange>? dataChanges = null) : ExT5TrainingException(
    $"The checkpoint '{folder}' was saved by a different run:{Environment.NewLine}"
    + string.Join(Environment.NewLine, differences.Select(difference => "  " + difference)) + Environment.NewLine
    + "Undo the change, choose another OutputFolder, or set TrainingOptions.AllowChangedRun to go on all the same.")
{
    /// <summary>Each difference: what, as saved, and as it is now.</summary>
    public IReadOnlyList<string> Differences { get; } = differences;

    /// <summary>The differences of the tasks' data, task by task; empty when all rows are the same or not known.</summary>
    public IReadOnlyList<TaskDataChange> DataChanges { get; } = dataChanges ?? [];
}
