namespace ExT5.Data.Tests;

/// <summary>Pearson's statistic of counts against what was expected, and the limit that chance passes once in 1,000.</summary>
internal static class ChiSquare
{
    public static double Of(IReadOnlyList<double> counts, IReadOnlyList<double> expected) =>
        counts.Zip(expected, (count, mean) => (count - mean) * (count - mean) / mean).Sum();

    public static double OfUniform(IReadOnlyList<double> counts) =>
        Of(counts, [.. Enumerable.Repeat(counts.Sum() / counts.Count, counts.Count)]);

    /// <summary>The quantile of p = 0.001 after Wilson and Hilferty, right to 1 in 100 from 3 degrees of freedom on.</summary>
    public static double Limit(int degrees)
    {
        const double normal = 3.0902;
        var spread = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - spread + normal * Math.Sqrt(spread), 3);
    }
}
