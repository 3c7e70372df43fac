namespace ExT5.Data;

/// <summary>
/// Corpus BLEU of Papineni et al. (2002) as sacreBLEU computes it: n-grams clipped against all references, brevity penalty
/// against the closest reference length. The defaults are T5's.
/// </summary>
/// <param name="Tokenizer">How words are cut; T5's <c>intl</c> by default, sacreBLEU's own default is <c>13a</c>.</param>
/// <param name="Smoothing">What an order without a match counts as; exponential by default.</param>
/// <param name="SmoothingValue">The number of floor and add-k smoothing; null takes 0.1 and 1.</param>
/// <param name="LowerCase">Ignore case; off by default.</param>
/// <param name="EffectiveOrder">Leave out orders for which the answer is too short; for single sentences, off by default.</param>
/// <param name="Orders">The longest n-gram, 1 to 16; 4 by default. <c>Orders: 1</c> is BLEU-1.</param>
/// <exception cref="ArgumentOutOfRangeException">The orders are out of range.</exception>
public sealed record Bleu(
    BleuTokenizer Tokenizer = BleuTokenizer.International, BleuSmoothing Smoothing = BleuSmoothing.Exponential,
    double? SmoothingValue = null, bool LowerCase = false, bool EffectiveOrder = false, int Orders = 4) : IMetric
{
    private const int MostOrders = 16;

    /// <summary>The longest n-gram, 1 to 16.</summary>
    public int Orders { get; init => field = Checked(value); } = Checked(Orders);

    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = WordsOf(prediction.Text);
        List<List<string>> references = [.. prediction.References.Select(WordsOf)];
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
    /// <remarks>The name is <c>bleu</c>, with the orders behind it when they are not 4.</remarks>
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var sums = new double[2 + 2 * Orders];
        for (var i = 0; i < measurements.Count; i++)
            for (var j = 0; j < sums.Length; j++) sums[j] += measurements[i][j];
        return [new MetricValue(Orders == 4 ? "bleu" : $"bleu{Orders}", 100 * Score(sums))];
    }

    /// <summary>BLEU of statistics, 0 to 1.</summary>
    internal double Score(double[] statistics)
    {
        double length = statistics[0], referenceLength = statistics[1], logarithms = 0, missing = 1;
        if (statistics.AsSpan(2, Orders).IndexOfAnyExcept(0.0) < 0) return 0;
        var orders = Orders;
        for (var n = 0; n < Orders; n++)
        {
            var added = Smoothing == BleuSmoothing.AddK && n > 0 ? SmoothingValue ?? 1 : 0;
            double matches = statistics[2 + n] + added, total = statistics[2 + Orders + n] + added;
            if (total == 0)
            {
                if (!EffectiveOrder) return 0;
                orders = n;
                break;
            }
            if (matches == 0) matches = Smoothing switch
            {
                BleuSmoothing.Exponential => 1 / (missing *= 2),
                BleuSmoothing.Floor => SmoothingValue ?? 0.1,
                _ => 0,
            };
            if (matches == 0) return 0;
            logarithms += Math.Log(matches / total);
        }
        var brevity = length < referenceLength ? Math.Exp(1 - referenceLength / length) : 1;
        return brevity * Math.Exp(logarithms / orders);
    }

    private List<string> WordsOf(string text) => BleuWords.Of(LowerCase ? Words.Lower(text) : text, Tokenizer);

    private static int ClosestLength(List<List<string>> references, int length) =>
        references.Select(each => each.Count).Order().MinBy(each => Math.Abs(each - length));

    private static int Checked(int orders) => orders is >= 1 and <= MostOrders
        ? orders
        : throw new ArgumentOutOfRangeException(nameof(orders), orders, $"The longest n-gram has 1 to {MostOrders} words.");
}
