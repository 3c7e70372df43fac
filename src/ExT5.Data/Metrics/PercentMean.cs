namespace ExT5.Data;

/// <summary>The usual aggregate: the mean of each number over the examples, times 100.</summary>
internal static class PercentMean
{
    /// <summary>Names the means of the first, second, ... number; 0 when nothing was measured.</summary>
    public static IReadOnlyList<MetricValue> Of(IReadOnlyList<double[]> measurements, params ReadOnlySpan<string> names)
    {
        var values = new MetricValue[names.Length];
        for (var i = 0; i < names.Length; i++)
            values[i] = new MetricValue(names[i], 100 * Mean(measurements, i));
        return values;
    }

    private static double Mean(IReadOnlyList<double[]> measurements, int index)
    {
        if (measurements.Count == 0) return 0;
        var sum = 0.0;
        for (var i = 0; i < measurements.Count; i++) sum += measurements[i][index];
        return sum / measurements.Count;
    }
}
