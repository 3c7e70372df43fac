namespace ExT5.Data.Tests;

public class BootstrapDifferenceTests
{
    private static readonly Accuracy Metric = new();

    [Fact]
    public void The_interval_of_a_paired_difference_is_that_of_its_mean()
    {
        // 100 of 1,000 examples are won and 60 lost: the mean is 4 points, its deviation sqrt(0.16 - 0.04²) / sqrt(1000).
        const double tolerance = 0.6; // 2,000 resamples place a quantile within 0.1 deviations; about five times that.
        double[][] first = [.. Enumerable.Range(0, 1000).Select(i => new double[] { i < 60 ? 1 : i < 160 ? 0 : i % 2 })];
        double[][] second = [.. Enumerable.Range(0, 1000).Select(i => new double[] { i < 60 ? 0 : i < 160 ? 1 : i % 2 })];

        var found = Bootstrap.Difference(Metric, first, second, resamples: 2000, seed: 1);

        var halfWidth = 100 * 1.959964 * Math.Sqrt((0.16 - 0.04 * 0.04) / 1000);
        Assert.Equal(4, found.Difference, 1e-9);
        Assert.Equal(4 - halfWidth, found.Low, tolerance);
        Assert.Equal(4 + halfWidth, found.High, tolerance);
        Assert.InRange(found.PValue, 0, 0.01);
    }

    [Fact]
    public void Equal_systems_do_not_differ()
    {
        double[][] same = [[1], [0], [1]];

        Assert.Equal(new BootstrapDifference(0, 0, 0, 1), Bootstrap.Difference(Metric, same, same));
    }

    [Fact]
    public void Groups_are_drawn_alike_of_both()
    {
        var metric = new GroupExactMatch();
        double[][] first = [[1, 1], [1, 1], [2, 0]], second = [[1, 1], [1, 1], [2, 0]];

        Assert.Equal(0, Bootstrap.Difference(metric, first, second).High);
    }

    [Fact]
    public void Other_examples_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.Difference(Metric, [[1]], [[1], [0]]));
        Assert.Throws<ArgumentException>(() => Bootstrap.Difference(new GroupExactMatch(), [[1, 1]], [[2, 1]]));
    }
}
