using ExT5.Data;

namespace ExT5.ExMix.Metrics;

/// <summary>
/// Scores the answer of an explained answer, <c>{answer} explanation: {text}</c>: the part before the first explanation
/// (WT5, Narang et al., 2020).
/// </summary>
internal sealed record WithoutExplanation(IMetric Inner) : IMetric
{
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return Inner.Measure(prediction with
        {
            Text = AnswerOf(prediction.Text),
            References = [.. prediction.References.Select(AnswerOf)],
        });
    }

    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => Inner.Aggregate(measurements);

    private static string AnswerOf(string text) =>
        text.IndexOf(" explanation:", StringComparison.Ordinal) is var end && end >= 0 ? text[..end] : text;
}
