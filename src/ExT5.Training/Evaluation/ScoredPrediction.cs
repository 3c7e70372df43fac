namespace ExT5.Training;

/// <summary>One generated answer with what the task's metrics measured of it.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Input">What the encoder read.</param>
/// <param name="References">The right answers.</param>
/// <param name="Prediction">What was generated.</param>
/// <param name="Measurements">The numbers each metric measured, by the name of the metric's main value.</param>
public sealed record ScoredPrediction(
    string Task,
    string Input,
    IReadOnlyList<string> References,
    string Prediction,
    IReadOnlyDictionary<string, double[]> Measurements);
