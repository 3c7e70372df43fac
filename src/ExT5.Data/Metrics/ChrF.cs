namespace ExT5.Data;

/// <summary>
/// chrF of Popović (2015) as sacreBLEU computes it over a corpus: precision and recall of character n-grams, averaged over
/// the orders both sides have, as an F score; with several references each sentence takes its best. 0-100.
/// </summary>
/// <param name="CharacterOrders">The longest character n-gram, at least 1; 6 by default.</param>
/// <param name="WordOrders">The longest word n-gram; 0 is chrF (the default), 2 is chrF++.</param>
/// <param name="Beta">How many times more recall counts than precision; 2 by default.</param>
/// <param name="LowerCase">Ignore case; off by default.</param>
/// <param name="WhiteSpace">White space is a character too; off by default.</param>
/// <exception cref="ArgumentOutOfRangeException">An order is out of range.</exception>
public sealed record ChrF(
    int CharacterOrders = 6, int WordOrders = 0, double Beta = 2, bool LowerCase = false, bool WhiteSpace = false) : IMetric
{
    /// <summary>The longest character n-gram, at least 1.</summary>
    public int CharacterOrders { get; init => field = AtLeast(1, value); } = AtLeast(1, CharacterOrders);

    /// <summary>The longest word n-gram, at least 0.</summary>
    public int WordOrders { get; init => field = AtLeast(0, value); } = AtLeast(0, WordOrders);

    /// <inheritdoc />
    public double[] Measure(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var answer = Counts(prediction.Text);
        double[]? best = null;
        foreach (var reference in prediction.References)
        {
            var statistics = Statistics(answer, Counts(reference));
            if (best is null || Score(statistics) > Score(best)) best = statistics;
        }
        return best!;
    }

    /// <inheritdoc />
    /// <remarks>The name is <c>chrf</c> with one <c>+</c> for each order of words.</remarks>
    public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var sums = new double[3 * (CharacterOrders + WordOrders)];
        for (var i = 0; i < measurements.Count; i++)
            for (var j = 0; j < sums.Length; j++) sums[j] += measurements[i][j];
        return [new MetricValue("chrf" + new string('+', WordOrders), 100 * Score(sums))];
    }

    private List<NgramCounts> Counts(string text)
    {
        text = LowerCase ? Words.Lower(text) : text;
        var characters = WhiteSpace ? text : string.Concat(Words.Split(text));
        var words = WordOrders > 0 ? ChrFWords.Of(text) : [];
        return
        [
            .. Enumerable.Range(1, CharacterOrders).Select(n => NgramCounts.OfCharacters(characters, n)),
            .. Enumerable.Range(1, WordOrders).Select(n => NgramCounts.Of(words, n)),
        ];
    }

    // For each order the n-grams of the answer, of the reference, and of both; nothing counts where the reference has none.
    private static double[] Statistics(List<NgramCounts> answer, List<NgramCounts> reference)
    {
        var statistics = new double[3 * answer.Count];
        for (var i = 0; i < answer.Count; i++)
        {
            statistics[3 * i] = reference[i].Total > 0 ? answer[i].Total : 0;
            statistics[3 * i + 1] = reference[i].Total;
            statistics[3 * i + 2] = answer[i].SharedWith(reference[i]);
        }
        return statistics;
    }

    private double Score(double[] statistics)
    {
        double precision = 0, recall = 0, factor = Beta * Beta;
        var orders = 0;
        for (var i = 0; i < statistics.Length; i += 3)
        {
            if (statistics[i] == 0 || statistics[i + 1] == 0) continue;
            precision += statistics[i + 2] / statistics[i];
            recall += statistics[i + 2] / statistics[i + 1];
            orders++;
        }
        if (precision + recall == 0) return 0;
        (precision, recall) = (precision / orders, recall / orders);
        return (1 + factor) * precision * recall / (factor * precision + recall);
    }

    private static int AtLeast(int least, int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        return value;
    }
}
