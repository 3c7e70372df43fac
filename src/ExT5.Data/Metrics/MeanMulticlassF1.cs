namespace ExT5.Data;

/// <summary>
/// F1 of each class, averaged without weights (<c>mean_3class_f1</c> for three labels), 0-100. CB's metric, and with
/// another name the macro F1 of others. A prediction outside the labels is a miss for its class; a class that neither
/// side has counts 0, as in scikit-learn.
/// </summary>
/// <remarks>
/// A reference outside the labels belongs to no class, so <c>["irony"]</c> gives the F1 of that class alone and
/// <c>["favor", "against"]</c> gives the mean of those two: the scores of TweetEval's irony and stance tasks.
/// </remarks>
/// <param name="Labels">The classes as the references write them, each once.</param>
/// <param name="Name">The name it reports; null gives <c>mean_Nclass_f1</c>.</param>
/// <exception cref="ArgumentException">There is no label, or one is given twice.</exception>
public sealed record MeanMulticlassF1(IReadOnlyList<string> Labels, string? Name = null) : IMetric
{
    /// <summary>The classes as the references write them, each once.</summary>
    public IReadOnlyList<string> Labels { get; init => field = LabelSet.Checked(value); } = LabelSet.Checked(Labels);

    /// <inheritdoc />
    public double[] Measure(Prediction prediction) => LabelSet.Measure(Labels, prediction);

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var f1 = Enumerable.Range(0, Labels.Count).Average(label => F1Of(label, measurements));
        return [new MetricValue(Name ?? $"mean_{Labels.Count}class_f1", 100 * f1)];
    }

    private static double F1Of(int label, IReadOnlyList<double[]> measurements) => FMeasure.Of(
        measurements.Count(pair => pair[0] == label && pair[1] == label),
        measurements.Count(pair => pair[1] == label),
        measurements.Count(pair => pair[0] == label));
}
