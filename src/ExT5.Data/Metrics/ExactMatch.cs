namespace ExT5.Data;

/// <summary>The share of answers that equal one of their references after normalisation.</summary>
/// <param name="Normalization">What is done to both first; nothing by default, so case counts.</param>
public sealed record ExactMatch(AnswerNormalization Normalization = AnswerNormalization.None) : IMetric
{
    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = NormalizedAnswer.Of(prediction.Text, Normalization);
        var references = prediction.References.Select(reference => NormalizedAnswer.Of(reference, Normalization));
        return [references.Contains(answer, StringComparer.Ordinal) ? 1 : 0];
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        PercentMean.Of(measurements, "em");
}
