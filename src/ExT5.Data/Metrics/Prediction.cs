namespace ExT5.Data;

/// <summary>A generated text and the answers that are right.</summary>
/// <param name="Text">What the model wrote.</param>
/// <param name="References">One or more right answers.</param>
public sealed record Prediction(string Text, IReadOnlyList<string> References);
