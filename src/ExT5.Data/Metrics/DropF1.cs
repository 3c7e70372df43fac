namespace ExT5.Data;

/// <summary>
/// DROP's exact match (<c>em</c>) and numeracy-focused F1 (<c>f1</c>), the best over the references, 0-100, as its official
/// script computes them: numbers must agree, several spans are matched one to one, the F1 of a question has two decimals.
/// </summary>
/// <remarks>References without a character are left out. Numbers are read in the invariant culture.</remarks>
/// <param name="SpanSeparator">Stands between the spans of one answer; null takes each text as one span.</param>
public sealed record DropF1(string? SpanSeparator = null) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = new DropAnswer(Spans(prediction.Text));
        double f1 = 0, exact = 0;
        foreach (var reference in prediction.References.Where(reference => !string.IsNullOrWhiteSpace(reference)))
        {
            var right = new DropAnswer(Spans(reference));
            if (answer.IsEqualTo(right)) exact = 1;
            f1 = Math.Max(f1, answer.F1(right));
        }
        return [f1, exact];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => PercentMean.Of(measurements, "f1", "em");

    private string[] Spans(string text) => SpanSeparator is null ? [text] : text.Split(SpanSeparator);
}
