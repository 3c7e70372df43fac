using ExT5.Data;

namespace ExT5.Training;

/// <summary>
/// What answering at random comes to on average. In each draw an example's answer is one of its options by chance; over all draws
/// its options come equally often, so that a mean over examples is exact and no lucky draw decides whether a score is above it.
/// </summary>
/// <param name="options">The options of each example; one that comes more often in its list is drawn more often. Not empty.</param>
/// <param name="draws">Number of draws.</param>
/// <param name="random">Chooses where each example begins in its list.</param>
internal sealed class RandomAnswers(IReadOnlyList<IReadOnlyList<string>> options, int draws, CounterRandom random)
{
    /// <summary>Most numbers that are put together, and most texts that are measured, for one baseline.</summary>
    private const int MostEntries = 2_000_000;
    private const int MostMeasured = 40_000;
    private const int FewestDraws = 16;

    private readonly int[] _starts = Starts(options, random);

    /// <summary>Draws that bring every option of every example, or as many as can be afforded.</summary>
    /// <param name="examples">Number of examples.</param>
    /// <param name="period">Draws after which every option has come equally often.</param>
    /// <param name="distinct">Different options of an example.</param>
    public static int DrawsFor(int examples, int period, int distinct) => (long)examples * distinct > MostMeasured
        ? Math.Min(period, FewestDraws)
        : Math.Clamp(MostEntries / Math.Max(1, examples), Math.Min(period, FewestDraws), period);

    /// <summary>A metric's values, each the mean over the draws.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="predict">The prediction that gives an example an answer.</param>
    public IReadOnlyList<MetricValue> Values(IMetric metric, Func<int, string, Prediction> predict)
    {
        var measured = new Dictionary<(int Example, string Answer), double[]>();
        var (names, sums) = (Array.Empty<string>(), Array.Empty<double>());
        var measurements = new double[options.Count][];
        for (var draw = 0; draw < draws; draw++)
        {
            for (var example = 0; example < measurements.Length; example++)
            {
                var answer = Answer(example, draw);
                if (!measured.TryGetValue((example, answer), out var numbers))
                    measured.Add((example, answer), numbers = metric.Measure(predict(example, answer)));
                measurements[example] = numbers;
            }

            var values = metric.Aggregate(measurements);
            if (draw == 0) (names, sums) = ([.. values.Select(value => value.Name)], new double[values.Count]);
            for (var i = 0; i < sums.Length; i++) sums[i] += values[i].Value;
        }

        return [.. names.Zip(sums, (name, sum) => new MetricValue(name, sum / draws))];
    }

    private string Answer(int example, int draw)
    {
        var own = options[example];
        return own[(int)((_starts[example] + (long)draw * own.Count / draws) % own.Count)];
    }

    private static int[] Starts(IReadOnlyList<IReadOnlyList<string>> options, CounterRandom random) =>
        [.. options.Select(own => random.NextInt32(own.Count))];
}
