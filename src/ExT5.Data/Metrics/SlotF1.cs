namespace ExT5.Data;

/// <summary>
/// F1 of slots written as <c>slot: value ; slot: value</c>: of all pairs pooled (<c>slot_f1</c>, with
/// <c>slot_precision</c> and <c>slot_recall</c>, as seqeval and conlleval pool spans), and the share of lists that are right
/// as a whole (<c>joint_accuracy</c>), 0-100.
/// </summary>
/// <remarks>
/// The order does not matter, a pair given twice counts twice. White space is made single, none is left around <c>:</c>.
/// A part without <c>:</c> is compared as a whole. The first reference is the right list; an empty text is the empty list.
/// </remarks>
/// <param name="Separator">Stands between two slots.</param>
/// <param name="LowerCase">Ignore case; off by default.</param>
public sealed record SlotF1(string Separator = ";", bool LowerCase = false) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var predicted = Slots(prediction.Text);
        var right = Slots(prediction.References[0]);
        var hits = NgramCounts.Of(predicted, 1).SharedWith(NgramCounts.Of(right, 1));
        return [hits, predicted.Count, right.Count, hits == predicted.Count && hits == right.Count ? 1 : 0];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        double hits = measurements.Sum(each => each[0]), predicted = measurements.Sum(each => each[1]);
        double right = measurements.Sum(each => each[2]);
        return
        [
            new("slot_f1", 100 * FMeasure.Of(hits, predicted, right)),
            new("slot_precision", hits == 0 ? 0 : 100 * hits / predicted),
            new("slot_recall", hits == 0 ? 0 : 100 * hits / right),
            new("joint_accuracy", measurements.Count == 0 ? 0 : 100 * measurements.Average(each => each[3])),
        ];
    }

    private List<string> Slots(string text) =>
    [
        .. (LowerCase ? Words.Lower(text) : text).Split(Separator).Select(Slot).Where(slot => slot.Length > 0),
    ];

    private static string Slot(string part)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? Single(part) : $"{Single(part[..colon])}:{Single(part[(colon + 1)..])}";
    }

    private static string Single(string text) => string.Join(' ', Words.Split(text));
}
