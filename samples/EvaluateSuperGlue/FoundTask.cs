using ExT5.Data;

namespace EvaluateSuperGlue;

/// <summary>A task that can be scored.</summary>
/// <param name="Task">The task.</param>
/// <param name="Examples">Its validation examples.</param>
/// <param name="HasTraining">Whether there are training rows, from which baselines are made.</param>
internal sealed record FoundTask(Seq2SeqTask Task, int Examples, bool HasTraining)
{
    /// <summary>Looks for the rows of tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="leaveOut">Is told of a task without validation rows, and why it has none.</param>
    /// <param name="stopping">Stops between two tasks.</param>
    /// <exception cref="HubException">The Hub gives no answer, which it would not for the next task either.</exception>
    public static async Task<IReadOnlyList<FoundTask>> FindAsync(
        IEnumerable<Seq2SeqTask> tasks, Action<Seq2SeqTask, string> leaveOut, CancellationToken stopping)
    {
        var found = new List<FoundTask>();
        foreach (var task in tasks)
        {
            try
            {
                var examples = (await task.OpenAsync(DatasetSplit.Validation, stopping)).Count;
                if (examples > 0) found.Add(new(task, examples, await HasRowsAsync(task, DatasetSplit.Train, stopping)));
                else leaveOut(task, "its validation split is empty");
            }
            catch (Exception error) when (IsAbsence(error))
            {
                leaveOut(task, error.Message);
            }
        }

        return found;
    }

    private static async Task<bool> HasRowsAsync(Seq2SeqTask task, DatasetSplit split, CancellationToken stopping)
    {
        try
        {
            return (await task.OpenAsync(split, stopping)).Count > 0;
        }
        catch (Exception error) when (IsAbsence(error))
        {
            return false;
        }
    }

    // Of a file that is there but damaged the line is known.
    private static bool IsAbsence(Exception error) =>
        error is DataSourceException { Line: null } or HubException { Problem: HubProblem.NotFound };
}
