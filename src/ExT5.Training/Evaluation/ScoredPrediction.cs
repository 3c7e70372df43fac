using System.Text.Json.Serialization;

namespace ExT5.Training;

/// <summary>One answer with what the task's metrics measured of it.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Input">What the encoder read.</param>
/// <param name="References">The right answers.</param>
/// <param name="Prediction">What was generated, or the choice that was taken.</param>
/// <param name="Measurements">The numbers each metric measured, by the name of the metric's main value.</param>
public sealed record ScoredPrediction(
    string Task,
    string Input,
    IReadOnlyList<string> References,
    string Prediction,
    IReadOnlyDictionary<string, double[]> Measurements)
{
    /// <summary>What it is scored together with; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Group { get; init; }

    /// <summary>The answers that were to choose from; null when any text might be the answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Log-likelihood of each choice; null when the text was generated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? ChoiceScores { get; init; }
}
