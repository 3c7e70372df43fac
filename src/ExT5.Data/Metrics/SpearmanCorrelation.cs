namespace ExT5.Data;

/// <summary>
/// Spearman rank correlation of predicted and right numbers, times 100; ties share their mean rank;
/// 0 when either side does not vary. STS-B's second metric.
/// </summary>
/// <param name="Unreadable">What a text that is no number counts as; T5's <c>string_to_float</c> takes -1.</param>
public sealed record SpearmanCorrelation(double Unreadable = -1) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return Correlation.Measure(prediction, Unreadable);
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var targets = Correlation.Ranks([.. measurements.Select(pair => pair[0])]);
        var predictions = Correlation.Ranks([.. measurements.Select(pair => pair[1])]);
        return [new MetricValue("spearman_corrcoef", 100 * Correlation.Pearson(targets, predictions))];
    }
}
