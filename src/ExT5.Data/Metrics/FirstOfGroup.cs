namespace ExT5.Data;

/// <summary>
/// Another metric over the first prediction of each <see cref="Prediction.Group"/>: T5's <c>deduplicate_metric</c>.
/// ReCoRD repeats a query for each of its answers and is scored by <c>new FirstOfGroup(new TokenF1())</c>.
/// </summary>
/// <param name="Metric">Scores what is left.</param>
public sealed record FirstOfGroup(IMetric Metric) : IGroupedMetric
{
    /// <inheritdoc />
    public bool LowerIsBetter => Metric.LowerIsBetter;

    /// <inheritdoc />
    public double[] Measure(Prediction prediction) => MeasurementGroups.Measure(prediction, Metric);

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => Metric.Aggregate(
        [.. MeasurementGroups.Split(measurements).Select(group => MeasurementGroups.WithoutGroup(group[0]))]);
}
