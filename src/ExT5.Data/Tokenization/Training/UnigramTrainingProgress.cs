namespace ExT5.Data;

/// <summary>One step of <see cref="UnigramTrainer"/>.</summary>
/// <param name="Round">Rounds of pruning before it.</param>
/// <param name="Pieces">Pieces of the model that was measured.</param>
/// <param name="LogLikelihood">Mean natural logarithm of the likelihood of a word of the text.</param>
public sealed record UnigramTrainingProgress(int Round, int Pieces, double LogLikelihood);
