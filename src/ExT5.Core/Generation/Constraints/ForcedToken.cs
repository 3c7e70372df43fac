namespace ExT5.Core;

/// <summary>A token that brings a row further in its phrases.</summary>
/// <param name="Row">Row of the batch.</param>
/// <param name="Token">The token.</param>
/// <param name="Progress">How far the row is then.</param>
internal sealed record ForcedToken(int Row, int Token, PhraseProgress Progress);
