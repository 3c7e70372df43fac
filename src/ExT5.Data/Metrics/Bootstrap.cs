namespace ExT5.Data;

/// <summary>Confidence of scores by resampling the measured examples (Efron's percentile bootstrap).</summary>
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
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(measurements);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1, for example 0.95.");
        var values = new double[resamples];
        var drawn = new double[measurements.Count][];
        for (var i = 0; i < resamples; i++)
        {
            var random = new CounterRandom(CounterRandom.Combine(seed, (ulong)i));
            for (var j = 0; j < drawn.Length; j++) drawn[j] = measurements[random.NextInt32(drawn.Length)];
            values[i] = metric.Aggregate(drawn)[0].Value;
        }
        Array.Sort(values);
        return new ConfidenceInterval(Quantile(values, (1 - level) / 2), Quantile(values, (1 + level) / 2));
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
