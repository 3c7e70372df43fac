using ExT5.Data;

namespace ExT5.ExMix.Metrics;

/// <summary>A metric of several values with one of them first, where it is the score: ROUGE-L of ROUGE, for example.</summary>
internal sealed record LeadingValue(IMetric Metric, string Name) : IMetric
{
    public double[] Measure(Prediction prediction) => Metric.Measure(prediction);

    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) =>
        [.. Metric.Aggregate(measurements).OrderByDescending(value => value.Name == Name)];
}
