using ExT5.Training;

namespace Pretrain;

/// <summary>The folder of a run's checkpoints, held from before the plan is read until the run has ended.</summary>
internal static class RunFolder
{
    private const int KeptCheckpoints = 2;

    /// <summary>Takes the folder, and for a run that starts anew removes the checkpoints and the plan of an earlier one.</summary>
    /// <exception cref="CheckpointException">Another run has the folder, which then stays as it is, or it cannot be written.</exception>
    public static DirectoryCheckpointStore Open(PretrainOptions options)
    {
        var store = new DirectoryCheckpointStore(options.Output, new CheckpointRetention(KeptCheckpoints));
        try
        {
            if (options.Fresh)
            {
                store.Clear();
                File.Delete(Path.Combine(store.Folder, StepPlan.FileName));
            }

            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
