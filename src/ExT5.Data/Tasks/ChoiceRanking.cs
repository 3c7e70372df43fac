namespace ExT5.Data;

/// <summary>How an evaluation chooses among the choices of an example.</summary>
/// <param name="Normalization">How their likelihoods are made comparable.</param>
/// <param name="PriorInput">The input without the question that <see cref="RankNormalization.Prior"/> compares with.</param>
public sealed record ChoiceRanking(RankNormalization Normalization = RankNormalization.None, string PriorInput = "");
