namespace ExT5.Training;

/// <summary>The checkpoint that did best on a task.</summary>
/// <param name="Checkpoint">Name of the checkpoint.</param>
/// <param name="Score">Its score on the task.</param>
public sealed record BestCheckpoint(string Checkpoint, TaskScore Score);
