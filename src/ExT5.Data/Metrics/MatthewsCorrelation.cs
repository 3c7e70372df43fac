namespace ExT5.Data;

/// <summary>
/// Matthews correlation of predicted and right labels, for two or more classes (R_K of Gorodkin, 2004), times 100:
/// -100 to 100, 0 when either side has one label only. CoLA's metric.
/// </summary>
/// <param name="Labels">
/// The labels; every other text is one more class, as in T5. Null takes each text as a class of its own.
/// </param>
public sealed record MatthewsCorrelation(IReadOnlyList<string>? Labels = null) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return Labels is null
            ? [LabelId.Of(LabelId.TargetOf(prediction)), LabelId.Of(prediction.Text)]
            : LabelSet.Measure(Labels, prediction);
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var targets = measurements.CountBy(pair => pair[0]).ToDictionary();
        var predictions = measurements.CountBy(pair => pair[1]).ToDictionary();
        double total = measurements.Count, right = measurements.Count(pair => pair[0] == pair[1]);
        var chance = targets.Sum(each => (double)each.Value * predictions.GetValueOrDefault(each.Key));
        var spread = (total * total - SumOfSquares(targets)) * (total * total - SumOfSquares(predictions));
        var correlation = spread > 0 ? (right * total - chance) / Math.Sqrt(spread) : 0;
        return [new MetricValue("matthews_corrcoef", 100 * correlation)];
    }

    private static double SumOfSquares(Dictionary<double, int> counts) =>
        counts.Values.Sum(count => (double)count * count);
}
