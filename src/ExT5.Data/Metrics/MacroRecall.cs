namespace ExT5.Data;

/// <summary>
/// Recall of each class, averaged without weights (<c>macro_recall</c>), 0-100: the score of TweetEval's sentiment task
/// (SemEval-2017 task 4). A prediction outside the labels is a miss; a class without an example counts 0.
/// </summary>
/// <param name="Labels">The classes as the references write them, each once.</param>
/// <exception cref="ArgumentException">There is no label, or one is given twice.</exception>
public sealed record MacroRecall(IReadOnlyList<string> Labels) : IMetric
{
    /// <summary>The classes as the references write them, each once.</summary>
    public IReadOnlyList<string> Labels { get; init => field = LabelSet.Checked(value); } = LabelSet.Checked(Labels);

    /// <inheritdoc />
    public double[] Measure(Prediction prediction) => LabelSet.Measure(Labels, prediction);

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        return [new MetricValue("macro_recall", 100 * Enumerable.Range(0, Labels.Count).Average(label => RecallOf(label, measurements)))];
    }

    private static double RecallOf(int label, IReadOnlyList<double[]> measurements)
    {
        var examples = measurements.Count(pair => pair[0] == label);
        return examples == 0 ? 0 : (double)measurements.Count(pair => pair[0] == label && pair[1] == label) / examples;
    }
}
