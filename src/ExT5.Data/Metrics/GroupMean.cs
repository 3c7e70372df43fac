namespace ExT5.Data;

/// <summary>
/// Another metric computed for each <see cref="Prediction.Group"/> alone, then averaged over the groups: T5's
/// <c>mean_group_metric</c>.
/// </summary>
/// <param name="Metric">Scores one group.</param>
public sealed record GroupMean(IMetric Metric) : IGroupedMetric
{
    /// <inheritdoc />
    public bool LowerIsBetter => Metric.LowerIsBetter;

    /// <inheritdoc />
    public double[] Measure(Prediction prediction) => MeasurementGroups.Measure(prediction, Metric);

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        var groups = MeasurementGroups.Split(measurements);
        if (groups.Count == 0) return Metric.Aggregate([]);
        return
        [
            .. groups.SelectMany(group => Metric.Aggregate([.. group.Select(MeasurementGroups.WithoutGroup)]))
                .GroupBy(value => value.Name, StringComparer.Ordinal)
                .Select(values => new MetricValue(values.Key, values.Average(value => value.Value))),
        ];
    }
}
