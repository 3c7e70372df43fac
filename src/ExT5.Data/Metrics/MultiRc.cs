namespace ExT5.Data;

/// <summary>
/// MultiRC as SuperGLUE and T5 score it: F1 of the label "true" over all answers (<c>f1</c>, called F1a) and the share of
/// questions whose answers are all judged right (<c>exact_match</c>). A text that is neither label is wrong in both.
/// </summary>
/// <remarks><see cref="Prediction.Group"/> names the question; without it each answer is a question.</remarks>
/// <param name="Negative">The label of a wrong answer; T5's <c>False</c>.</param>
/// <param name="Positive">The label of a right answer; T5's <c>True</c>.</param>
public sealed record MultiRc(string Negative = "False", string Positive = "True") : IGroupedMetric
{
    private readonly F1WithInvalid _f1 = new(Negative, Positive);

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The reference is neither label.</exception>
    public double[] Measure(Prediction prediction) => MeasurementGroups.Measure(prediction, _f1);

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        var groups = MeasurementGroups.Split(measurements);
        double[][] questions = [.. groups.Select(group => new[] { group.All(each => each[1] == each[2]) ? 1.0 : 0 })];
        return
        [
            .. _f1.Aggregate([.. measurements.Select(MeasurementGroups.WithoutGroup)]),
            .. PercentMean.Of(questions, "exact_match"),
        ];
    }
}
