namespace ExT5.Training;

/// <summary>A checkpoint and how it did.</summary>
/// <param name="Checkpoint">Name of the checkpoint, for example its step.</param>
/// <param name="Table">Its scores.</param>
public sealed record CheckpointEvaluation(string Checkpoint, EvaluationTable Table);
