using System.Text.Json.Serialization;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>How well a task's validation examples were answered, beside what needs no model.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Family">The family it is reported under.</param>
/// <param name="Examples">Number of examples that were answered.</param>
/// <param name="Values">Everything the task's metrics report; the first is the score.</param>
/// <param name="Interval">95 % bootstrap interval of the score over the examples, or over their groups.</param>
/// <param name="Baselines">Scores of answerers without a model on the same examples; at least one.</param>
public sealed record TaskScore(
    string Task,
    TaskFamily Family,
    int Examples,
    IReadOnlyList<MetricValue> Values,
    ConfidenceInterval Interval,
    IReadOnlyList<BaselineScore> Baselines)
{
    /// <summary>Name of the value that is the score.</summary>
    public string Metric => Values[0].Name;

    /// <summary>The task's score: the first value of its first metric, 0-100 unless the metric says otherwise.</summary>
    public double Score => Values[0].Value;

    /// <summary>Low, median and high of every one of <see cref="Values"/>; empty when not known.</summary>
    public IReadOnlyList<BootstrapValue> ValueIntervals { get => field ?? []; init; }

    /// <summary>Everything the task's metrics report of each of <see cref="Baselines"/>, by its name; empty when not known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MetricValue>> BaselineValues
    {
        get => field ?? new Dictionary<string, IReadOnlyList<MetricValue>>();
        init;
    }

    /// <summary>Examples whose input the model read only in part, because it was longer than <see cref="EvaluationOptions.InputTokens"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int CutInputs { get; init; }

    /// <summary>Whether a lower score is the better one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LowerIsBetter { get; init; }

    /// <summary>The best of <see cref="Baselines"/>, the first of equals.</summary>
    public BaselineScore BestBaseline => Baselines.MaxBy(baseline => LowerIsBetter ? -baseline.Score : baseline.Score)!;

    /// <summary>Whether the whole interval is better than the best baseline.</summary>
    public bool ClearlyAboveBaseline =>
        LowerIsBetter ? Interval.Upper < BestBaseline.Score : Interval.Lower > BestBaseline.Score;

    /// <summary>The answers behind the score, in the order of the split.</summary>
    [JsonIgnore]
    public IReadOnlyList<ScoredPrediction> Predictions { get; init; } = [];

    /// <summary>The metric of the score; null when the score was read from a file.</summary>
    [JsonIgnore]
    public IMetric? MainMetric { get; init; }

    internal bool IsBetterThan(TaskScore other) => LowerIsBetter ? Score < other.Score : Score > other.Score;
}
