namespace ExT5.Data;

/// <summary>
/// Another metric on the first explanation, what stands between the first <c> explanation: </c> and the next one, of
/// prediction and references; a text without an explanation has the empty one. WT5 scores it by <see cref="Bleu"/>.
/// </summary>
/// <param name="Metric">Scores the explanations.</param>
/// <param name="Separator">Stands between label and explanation.</param>
public sealed record ExplanationText(IMetric Metric, string Separator = " explanation: ") : IMetric
{
    /// <inheritdoc />
    public bool LowerIsBetter => Metric.LowerIsBetter;

    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return Metric.Measure(prediction with
        {
            Text = After(prediction.Text),
            References = [.. prediction.References.Select(After)],
        });
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => Metric.Aggregate(measurements);

    private string After(string text) => text.Split(Separator) is [_, var explanation, ..] ? explanation : "";
}
