namespace ExT5.Data;

/// <summary>
/// F1 of each class, averaged without weights (<c>mean_3class_f1</c> for three labels), 0-100. CB's metric.
/// A prediction outside the labels is a miss for its class; a class that neither side has counts 0.
/// </summary>
/// <param name="Labels">The classes as the references write them.</param>
public sealed record MeanMulticlassF1(IReadOnlyList<string> Labels) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return [IndexOf(LabelId.TargetOf(prediction)), IndexOf(prediction.Text)];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var f1 = Enumerable.Range(0, Labels.Count).Average(label => F1Of(label, measurements));
        return [new MetricValue($"mean_{Labels.Count}class_f1", 100 * f1)];
    }

    private static double F1Of(int label, IReadOnlyList<double[]> measurements) => FMeasure.Of(
        measurements.Count(pair => pair[0] == label && pair[1] == label),
        measurements.Count(pair => pair[1] == label),
        measurements.Count(pair => pair[0] == label));

    private int IndexOf(string label)
    {
        for (var i = 0; i < Labels.Count; i++)
            if (Labels[i] == label) return i;
        return -1;
    }
}
