namespace ExT5.Core;

/// <summary>One beam of the next step.</summary>
/// <param name="Row">The row of the batch it continues.</param>
/// <param name="Token">Its next token.</param>
/// <param name="Score">Sum of log-probabilities, this token's included.</param>
internal readonly record struct BeamStep(int Row, int Token, float Score);
