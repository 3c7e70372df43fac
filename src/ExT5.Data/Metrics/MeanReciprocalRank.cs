namespace ExT5.Data;

/// <summary>
/// Mean over queries of 1 / rank of the first relevant candidate, 0 when none is among the first
/// <paramref name="Cutoff"/> (<c>mrr@10</c>), 0-100: MS MARCO's metric.
/// </summary>
/// <remarks>
/// A prediction is one candidate, its <see cref="Prediction.Group"/> the query, its reference the label, its score the
/// probability of <paramref name="Positive"/> as in <see cref="RocAuc"/>. A relevant candidate that ties with others ranks
/// behind those that are not. A query without a relevant candidate counts 0.
/// </remarks>
/// <param name="Positive">The label of a relevant candidate; monoT5's <c>true</c>.</param>
/// <param name="Cutoff">The last rank that counts, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">The cutoff is below 1.</exception>
public sealed record MeanReciprocalRank(string Positive = "true", int Cutoff = 10) : IGroupedMetric
{
    /// <summary>The last rank that counts, at least 1.</summary>
    public int Cutoff { get; init => field = AtLeastOne(value); } = AtLeastOne(Cutoff);

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The choices lack the positive label.</exception>
    public double[] Measure(Prediction prediction) => MeasurementGroups.Measure(prediction, new RocAuc(Positive));

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => PercentMean.Of(
        [.. MeasurementGroups.Split(measurements).Select(query => new[] { ReciprocalRank(query) })], $"mrr@{Cutoff}");

    private double ReciprocalRank(List<double[]> query)
    {
        var relevant = query.Where(each => each[1] > 0).ToList();
        if (relevant.Count == 0) return 0;
        var best = relevant.Max(each => each[2]);
        var rank = 1 + query.Count(each => each[1] == 0 && each[2] >= best);
        return rank <= Cutoff ? 1.0 / rank : 0;
    }

    private static int AtLeastOne(int cutoff)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, 1);
        return cutoff;
    }
}
