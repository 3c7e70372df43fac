namespace ExT5.Data;

/// <summary>
/// F1 of label lists such as <c>joy, love</c>: over all labels pooled (<c>micro_f1</c>), averaged over the labels without
/// weights (<c>macro_f1</c>), and the share of lists that are right as a whole (<c>accuracy</c>), 0-100. GoEmotions' metric,
/// as scikit-learn computes it with <c>zero_division=0</c>.
/// </summary>
/// <remarks>
/// A predicted text that is no label is one false positive more in <c>micro_f1</c> and has no class in <c>macro_f1</c>.
/// A label named twice counts once; an empty text is the empty list. The first reference is the right list.
/// </remarks>
/// <param name="Labels">The labels as the references write them, each once.</param>
/// <param name="Separator">Stands between two labels; white space around a label is ignored.</param>
/// <exception cref="ArgumentException">There is no label, or one is given twice.</exception>
public sealed record MultiLabelF1(IReadOnlyList<string> Labels, string Separator = ",") : IMetric
{
    /// <summary>The labels as the references write them, each once.</summary>
    public IReadOnlyList<string> Labels { get; init => field = LabelSet.Checked(value); } = LabelSet.Checked(Labels);

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The reference names an unknown label.</exception>
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var right = Parts(prediction.References[0]);
        if (right.FirstOrDefault(label => LabelSet.IndexOf(Labels, label) < 0) is { } unknown)
            throw new ArgumentException($"The reference names '{unknown}', which is no label. Name all labels of the task.", nameof(prediction));
        var predicted = Parts(prediction.Text);
        var numbers = new double[1 + 3 * Labels.Count + 1];
        numbers[0] = right.SetEquals(predicted) ? 1 : 0;
        for (var i = 0; i < Labels.Count; i++)
        {
            bool isRight = right.Contains(Labels[i]), isPredicted = predicted.Contains(Labels[i]);
            (numbers[1 + 3 * i], numbers[2 + 3 * i], numbers[3 + 3 * i]) =
                (isRight && isPredicted ? 1 : 0, isPredicted ? 1 : 0, isRight ? 1 : 0);
        }
        numbers[^1] = predicted.Count(label => LabelSet.IndexOf(Labels, label) < 0);
        return numbers;
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var sums = new double[1 + 3 * Labels.Count + 1];
        for (var i = 0; i < measurements.Count; i++)
            for (var j = 0; j < sums.Length; j++) sums[j] += measurements[i][j];
        double hits = 0, predicted = sums[^1], right = 0, macro = 0;
        for (var i = 0; i < Labels.Count; i++)
        {
            var (h, p, r) = (sums[1 + 3 * i], sums[2 + 3 * i], sums[3 + 3 * i]);
            (hits, predicted, right) = (hits + h, predicted + p, right + r);
            macro += FMeasure.Of(h, p, r) / Labels.Count;
        }
        return
        [
            new("micro_f1", 100 * FMeasure.Of(hits, predicted, right)), new("macro_f1", 100 * macro),
            new("accuracy", measurements.Count == 0 ? 0 : 100 * sums[0] / measurements.Count),
        ];
    }

    private HashSet<string> Parts(string text) => new(
        text.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
