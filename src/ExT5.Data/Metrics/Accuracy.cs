namespace ExT5.Data;

/// <summary>
/// The share of predictions that equal one of their references, character by character: the metric of label tasks.
/// With the name <c>sequence_accuracy</c> it is T5's metric of that name.
/// </summary>
/// <param name="Name">The name it reports.</param>
public sealed record Accuracy(string Name = "accuracy") : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return [prediction.References.Contains(prediction.Text, StringComparer.Ordinal) ? 1 : 0];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        PercentMean.Of(measurements, Name);
}
