namespace ExT5.Data;

/// <summary>
/// Area under the ROC curve (<c>auc-roc</c>: the chance that a positive example scores above a negative one, ties half) and
/// average precision (<c>auc-pr</c>), 0-100, as scikit-learn computes them for T5's <c>auc</c>.
/// </summary>
/// <remarks>
/// The score of an example is the probability of <paramref name="Positive"/> among its choices; without choice scores it is
/// 1 for the label itself, or the number the text is, else 0. Where one class is absent the value is 0.
/// </remarks>
/// <param name="Positive">The label that counts as 1; every other reference counts as 0.</param>
public sealed record RocAuc(string Positive) : IMetric
{
    /// <inheritdoc />
    /// <exception cref="ArgumentException">The choices lack the positive label.</exception>
    public double[] Measure(Prediction prediction)
    {
        var score = ChoiceProbability.Of(prediction, Positive);
        return [prediction.References.Contains(Positive, StringComparer.Ordinal) ? 1 : 0, score];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        double positives = measurements.Sum(each => each[0]), negatives = measurements.Count - positives;
        double area = 0, precision = 0, hits = 0, misses = 0;
        foreach (var tie in measurements.GroupBy(each => each[1]).OrderByDescending(tie => tie.Key))
        {
            double tied = tie.Sum(each => each[0]), tiedMisses = tie.Count() - tied;
            area += tiedMisses * (hits + tied / 2);
            (hits, misses) = (hits + tied, misses + tiedMisses);
            precision += tied * hits / (hits + misses);
        }
        return
        [
            new("auc-roc", positives > 0 && negatives > 0 ? 100 * area / (positives * negatives) : 0),
            new("auc-pr", positives > 0 ? 100 * precision / positives : 0),
        ];
    }
}
