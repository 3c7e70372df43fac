namespace ExT5.Data;

/// <summary>
/// Corpus BLEU of Papineni et al. (2002) as sacreBLEU computes it: n-grams up to 4, clipped against all references,
/// exponential smoothing, brevity penalty against the closest reference length, case kept.
/// </summary>
/// <param name="Tokenizer">How words are cut; T5's <c>intl</c> by default.</param>
public sealed record Bleu(BleuTokenizer Tokenizer = BleuTokenizer.International) : IMetric
{
    private const int Orders = 4;

    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = BleuWords.Of(prediction.Text, Tokenizer);
        List<List<string>> references = [.. prediction.References.Select(each => BleuWords.Of(each, Tokenizer))];
        var statistics = new double[2 + 2 * Orders];
        statistics[0] = answer.Count;
        statistics[1] = ClosestLength(references, answer.Count);
        for (var n = 1; n <= Orders; n++)
        {
            var counts = NgramCounts.Of(answer, n);
            var expected = NgramCounts.Of(references[0], n);
            foreach (var other in references.Skip(1)) expected.RaiseTo(NgramCounts.Of(other, n));
            statistics[1 + n] = counts.SharedWith(expected);
            statistics[1 + Orders + n] = counts.Total;
        }
        return statistics;
    }

    /// <inheritdoc />
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var sums = new double[2 + 2 * Orders];
        for (var i = 0; i < measurements.Count; i++)
            for (var j = 0; j < sums.Length; j++) sums[j] += measurements[i][j];
        return [new MetricValue("bleu", Score(sums[0], sums[1], sums.AsSpan(2, Orders), sums.AsSpan(2 + Orders)))];
    }

    private static int ClosestLength(List<List<string>> references, int length) =>
        references.Select(each => each.Count).Order().MinBy(each => Math.Abs(each - length));

    // exp(mean log precision) times the brevity penalty; an order without a match counts 1/2, 1/4, ... of a match.
    private static double Score(
        double length, double referenceLength, ReadOnlySpan<double> matches, ReadOnlySpan<double> totals)
    {
        if (matches.IndexOfAnyExcept(0.0) < 0 || totals.Contains(0.0)) return 0;
        double logarithms = 0, missing = 1;
        for (var n = 0; n < Orders; n++)
            logarithms += Math.Log(matches[n] > 0 ? matches[n] / totals[n] : 1 / ((missing *= 2) * totals[n]));
        var brevity = length < referenceLength ? Math.Exp(1 - referenceLength / length) : 1;
        return 100 * brevity * Math.Exp(logarithms / Orders);
    }
}
