using ExT5.Data;

namespace ExT5.ExMix.Metrics;

/// <summary>Scores lists whose empty one is written <c>none</c>, since a target should have words.</summary>
internal sealed record NoneAsEmpty(IMetric Metric) : IMetric
{
    public const string None = "none";

    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return Metric.Measure(prediction with { Text = Listed(prediction.Text), References = [.. prediction.References.Select(Listed)] });
    }

    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => Metric.Aggregate(measurements);

    private static string Listed(string text) => text == None ? "" : text;
}
