namespace ExT5.Data;

/// <summary>
/// F1 of the positive of two labels (<c>f1</c>), 0-100; a prediction that is neither label counts as the wrong one.
/// The metric of MRPC, QQP and MultiRC.
/// </summary>
/// <param name="Negative">The label that counts as 0, for example <c>not_duplicate</c>.</param>
/// <param name="Positive">The label that counts as 1, for example <c>duplicate</c>.</param>
public sealed record F1WithInvalid(string Negative, string Positive) : IMetric
{
    /// <inheritdoc />
    /// <exception cref="ArgumentException">The reference is neither label.</exception>
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var reference = LabelId.TargetOf(prediction);
        if (reference != Negative && reference != Positive)
            throw new ArgumentException(
                $"The reference '{reference}' is neither '{Negative}' nor '{Positive}'. Name the task's two labels.",
                nameof(prediction));
        var target = reference == Positive;
        var isLabel = prediction.Text == Negative || prediction.Text == Positive;
        var predicted = isLabel ? prediction.Text == Positive : !target;
        return [target ? 1 : 0, predicted ? 1 : 0];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var hits = measurements.Sum(pair => pair[0] * pair[1]);
        var f1 = FMeasure.Of(hits, measurements.Sum(pair => pair[1]), measurements.Sum(pair => pair[0]));
        return [new MetricValue("f1", 100 * f1)];
    }
}
