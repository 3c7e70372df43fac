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
    /// <param name="report">Is told what is missing and why.</param>
    /// <param name="stopping">Stops between two tasks.</param>
    /// <exception cref="HubException">The Hub gives no answer, which it would not for the next task either.</exception>
    public static async Task<IReadOnlyList<FoundTask>> FindAsync(
        IEnumerable<Seq2SeqTask> tasks, Action<string> report, CancellationToken stopping)
    {
        var found = new List<FoundTask>();
        foreach (var task in tasks)
        {
            var (examples, problem) = await CountAsync(task, DatasetSplit.Validation, stopping);
            if (examples == 0)
            {
                report($"left out {task.Name}: {problem}");
                continue;
            }

            var (training, missing) = await CountAsync(task, DatasetSplit.Train, stopping);
            if (training == 0) report($"no training rows, hence fewer baselines, of {task.Name}: {missing}");
            found.Add(new(task, examples, training > 0));
        }

        return found;
    }

    private static async Task<(int Rows, string Problem)> CountAsync(Seq2SeqTask task, DatasetSplit split, CancellationToken stopping)
    {
        try
        {
            return ((await task.OpenAsync(split, stopping)).Count, $"The split '{split.Name}' is empty.");
        }
        catch (Exception error) when (error is DataSourceException or HubException { Problem: HubProblem.NotFound })
        {
            return (0, error.Message);
        }
    }
}
