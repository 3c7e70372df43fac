namespace ExT5.Training;

/// <summary>Keeps the saved steps of one run. One process holds a store at a time.</summary>
public interface ICheckpointStore : IDisposable
{
    /// <summary>Steps that are saved, oldest first.</summary>
    IReadOnlyList<long> Steps { get; }

    /// <summary>Saves a step so that it is there completely or not at all, whenever the process ends.</summary>
    /// <param name="step">The step; not saved before.</param>
    /// <param name="write">Writes the step's files into the folder it is handed; plain files, no folders.</param>
    /// <returns>The saved step.</returns>
    /// <exception cref="CheckpointException">It could not be written; earlier checkpoints are as they were.</exception>
    Checkpoint Save(long step, Action<string> write);

    /// <summary>Verifies the newest saved step; a damaged one is put aside with a warning and the next older one is taken.</summary>
    /// <returns>The newest intact step, or null when there is none.</returns>
    Checkpoint? OpenNewest();
}
