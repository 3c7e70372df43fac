using ExT5.Data;

namespace ExT5.ExMix.Metrics;

/// <summary>Scores lists whose empty one is written <c>none</c>, since a target should have words.</summary>
internal sealed record NoneAsEmpty(IMetric Metric) : PartMetric(Metric)
{
    public const string None = "none";

    protected override string PartOf(string text) => text == None ? "" : text;
}
