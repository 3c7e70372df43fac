namespace ExT5.ExMix.Rows;

/// <summary>A question, the answer that later questions refer to, and every answer that is right.</summary>
internal sealed record ConversationTurn(string Question, string Answer, IReadOnlyList<string> Accepted);
