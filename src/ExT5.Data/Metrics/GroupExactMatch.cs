namespace ExT5.Data;

/// <summary>
/// The share of groups whose predictions are all right (<c>exact_match</c>): T5's <c>all_match</c> within
/// <c>mean_group_metric</c>, the EM of MultiRC.
/// </summary>
/// <param name="Normalization">What is done to both sides first; nothing by default.</param>
public sealed record GroupExactMatch(AnswerNormalization Normalization = AnswerNormalization.None) : IGroupedMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction) =>
        MeasurementGroups.Measure(prediction, new ExactMatch(Normalization));

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => PercentMean.Of(
        [.. MeasurementGroups.Split(measurements).Select(group => new[] { group.Min(each => each[1]) })], "exact_match");
}
