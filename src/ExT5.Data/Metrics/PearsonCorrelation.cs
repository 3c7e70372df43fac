namespace ExT5.Data;

/// <summary>
/// Pearson correlation of predicted and right numbers, times 100; 0 when either side does not vary. STS-B's metric.
/// </summary>
/// <param name="Unreadable">What a text that is no number counts as; T5's <c>string_to_float</c> takes -1.</param>
public sealed record PearsonCorrelation(double Unreadable = -1) : IMetric
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
        double[] targets = [.. measurements.Select(pair => pair[0])];
        double[] predictions = [.. measurements.Select(pair => pair[1])];
        return [new MetricValue("pearson_corrcoef", 100 * Correlation.Pearson(targets, predictions))];
    }
}
