namespace ExT5.Data;

/// <summary>Another metric on a part of each text, the same part of prediction and references.</summary>
/// <param name="Metric">Scores the parts.</param>
public abstract record PartMetric(IMetric Metric) : IMetric
{
    /// <inheritdoc />
    public bool LowerIsBetter => Metric.LowerIsBetter;

    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return Metric.Measure(prediction with
        {
            Text = PartOf(prediction.Text),
            References = [.. prediction.References.Select(PartOf)],
        });
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => Metric.Aggregate(measurements);

    /// <summary>The part of a text that is scored.</summary>
    /// <param name="text">A prediction or a reference.</param>
    protected abstract string PartOf(string text);
}
