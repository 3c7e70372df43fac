namespace ExT5.Data;

/// <summary>
/// Confidence of scores by resampling the measured examples (Efron's percentile bootstrap); the groups of an
/// <see cref="IGroupedMetric"/> are drawn as wholes.
/// </summary>
public static class Bootstrap
{
    /// <summary>The interval of a metric's first value.</summary>
    /// <param name="metric">Aggregates each resample.</param>
    /// <param name="measurements">What the metric measured, one entry an example; none gives the value of none.</param>
    /// <param name="level">Probability inside the interval, above 0 and below 1; 0.95 by default.</param>
    /// <param name="resamples">Number of resamples, at least 1; 1,000 by default.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    public static ConfidenceInterval Interval(
        IMetric metric, IReadOnlyList<double[]> measurements, double level = 0.95, int resamples = 1000, ulong seed = 0)
    {
        var first = Values(metric, measurements, level, resamples, seed)[0];
        return new ConfidenceInterval(first.Low, first.High);
    }

    /// <summary>All of a metric's values with their intervals and medians: T5's <c>metrics.rouge</c> reports the medians.</summary>
    /// <param name="metric">Aggregates each resample.</param>
    /// <param name="measurements">What the metric measured, one entry an example; none gives the values of none.</param>
    /// <param name="level">Probability inside the interval, above 0 and below 1; 0.95 by default.</param>
    /// <param name="resamples">Number of resamples, at least 1; 1,000 by default.</param>
    /// <param name="seed">Equal seeds give equal values.</param>
    public static IReadOnlyList<BootstrapValue> Values(
        IMetric metric, IReadOnlyList<double[]> measurements, double level = 0.95, int resamples = 1000, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(measurements);
        RequireRange(level, resamples);
        var draws = new BootstrapDraws(metric, measurements, seed);
        var samples = new IReadOnlyList<MetricValue>[resamples];
        for (var i = 0; i < resamples; i++) samples[i] = metric.Aggregate(draws.Draw(i));
        return [.. samples[0].Select((value, place) => Summary(value.Name, [.. samples.Select(each => each[place].Value)], level))];
    }

    /// <summary>
    /// The difference of a metric's first value between two systems on the same examples: the paired bootstrap of Koehn (2004).
    /// Each resample takes the same examples, or groups, of both.
    /// </summary>
    /// <param name="metric">Aggregates each resample.</param>
    /// <param name="first">What the metric measured of the first system.</param>
    /// <param name="second">The same examples in the same order, of the second.</param>
    /// <param name="level">Probability inside the interval, above 0 and below 1; 0.95 by default.</param>
    /// <param name="resamples">Number of resamples, at least 1; 1,000 by default.</param>
    /// <param name="seed">Equal seeds give equal values.</param>
    /// <exception cref="ArgumentException">The two have not the same number of examples, or not the same groups.</exception>
    public static BootstrapDifference Difference(
        IMetric metric, IReadOnlyList<double[]> first, IReadOnlyList<double[]> second,
        double level = 0.95, int resamples = 1000, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        RequireRange(level, resamples);
        if (first.Count != second.Count)
            throw new ArgumentException(
                $"The first system has {first.Count} examples, the second {second.Count}. Give the same examples of both.", nameof(second));
        if (metric is IGroupedMetric && !first.Select(each => each[0]).SequenceEqual(second.Select(each => each[0])))
            throw new ArgumentException("The groups of the two systems differ. Give the same examples of both.", nameof(second));
        BootstrapDraws firsts = new(metric, first, seed), seconds = new(metric, second, seed);
        var differences = new double[resamples];
        for (var i = 0; i < resamples; i++)
            differences[i] = metric.Aggregate(seconds.Draw(i))[0].Value - metric.Aggregate(firsts.Draw(i))[0].Value;
        Array.Sort(differences);
        var rarer = Math.Min(differences.Count(each => each <= 0), differences.Count(each => each >= 0));
        return new(
            metric.Aggregate(second)[0].Value - metric.Aggregate(first)[0].Value,
            Quantile(differences, (1 - level) / 2), Quantile(differences, (1 + level) / 2),
            Math.Min(1, 2.0 * rarer / resamples));
    }

    private static void RequireRange(double level, int resamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1, for example 0.95.");
    }

    private static BootstrapValue Summary(string name, double[] values, double level)
    {
        Array.Sort(values);
        return new(name, Quantile(values, (1 - level) / 2), Quantile(values, 0.5), Quantile(values, (1 + level) / 2));
    }

    // Linear between order statistics, as NumPy's default.
    private static double Quantile(double[] sorted, double probability)
    {
        var place = probability * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
