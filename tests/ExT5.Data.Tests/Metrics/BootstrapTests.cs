using System.Text.Json;

namespace ExT5.Data.Tests;

public class BootstrapTests
{
    [Fact]
    public void The_interval_of_an_accuracy_is_the_binomial_one()
    {
        const int examples = 1000, right = 700;
        // 2,000 resamples place a 2.5 % quantile within about 0.1 standard errors (1.45 points); four times that.
        const double tolerance = 0.6;
        double[][] measurements = [.. Enumerable.Range(0, examples).Select(i => new double[] { i < right ? 1 : 0 })];

        var interval = Bootstrap.Interval(new Accuracy(), measurements, resamples: 2000, seed: 1);

        var halfWidth = 100 * 1.959964 * Math.Sqrt(0.7 * 0.3 / examples);
        Assert.Equal(70 - halfWidth, interval.Lower, tolerance);
        Assert.Equal(70 + halfWidth, interval.Upper, tolerance);
    }

    [Fact]
    public void Equal_seeds_give_equal_intervals_and_others_differ()
    {
        double[][] measurements = [.. Enumerable.Range(0, 50).Select(i => new double[] { i / 50.0 })];

        var first = Bootstrap.Interval(new Accuracy(), measurements, seed: 3);

        Assert.Equal(first, Bootstrap.Interval(new Accuracy(), measurements, seed: 3));
        Assert.NotEqual(first, Bootstrap.Interval(new Accuracy(), measurements, seed: 4));
    }

    [Fact]
    public void A_higher_level_is_wider()
    {
        double[][] measurements = [.. Enumerable.Range(0, 50).Select(i => new double[] { i % 3 == 0 ? 1 : 0 })];

        var narrow = Bootstrap.Interval(new Accuracy(), measurements, level: 0.5);
        var wide = Bootstrap.Interval(new Accuracy(), measurements, level: 0.99);

        Assert.True(wide.Lower < narrow.Lower && narrow.Upper < wide.Upper, $"{wide} does not hold {narrow}");
    }

    [Fact]
    public void Nothing_measured_gives_the_score_of_nothing() =>
        Assert.Equal(new ConfidenceInterval(0, 0), Bootstrap.Interval(new Accuracy(), []));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_level_that_is_no_probability_is_refused(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Interval(new Accuracy(), [], level));

    [Fact]
    public void The_middle_of_ROUGE_is_what_T5_reports_for_its_large_files()
    {
        // T5 draws 1,000 resamples without a seed; the median moves by less than 0.06 between two draws.
        const double tolerance = 0.06;
        var answers = File.ReadAllLines(SharedFolder.Require("data/golden/rouge/prediction_large.txt"));
        var references = File.ReadAllLines(SharedFolder.Require("data/golden/rouge/target_large.txt"));
        using var expected = JsonDocument.Parse(
            File.ReadAllText(SharedFolder.Require("data/golden/rouge/expected_bootstrap_results.json")));

        var measured = answers.Zip(references, (text, right) => new Rouge().Measure(new Prediction(text, [right]))).ToList();
        var values = Bootstrap.Values(new Rouge(), measured).ToDictionary(value => value.Name);

        foreach (var value in expected.RootElement.EnumerateObject())
            Assert.Equal(value.Value.GetDouble(), values[value.Name].Mid, tolerance);
        Assert.All(values.Values, value => Assert.True(value.Low < value.Mid && value.Mid < value.High));
    }

    [Fact]
    public void Groups_are_drawn_as_wholes()
    {
        // One group of many answers: every resample is that group again.
        var metric = new GroupExactMatch();
        double[][] one = [.. Enumerable.Range(0, 20).Select(i => metric.Measure(new Prediction("x", [i == 3 ? "y" : "x"]) { Group = "q" }))];

        Assert.Equal(new ConfidenceInterval(0, 0), Bootstrap.Interval(metric, one));
    }

    [Fact]
    public void A_group_drawn_twice_counts_twice()
    {
        // Two groups, one right: means of two draws are 0, 50 and 100, so the quarters of the draws are at 0 and 100.
        var metric = new GroupExactMatch();
        double[][] two = [.. "xy".Select(c => metric.Measure(new Prediction("x", [c.ToString()]) { Group = c.ToString() }))];

        Assert.Equal(new ConfidenceInterval(0, 100), Bootstrap.Interval(metric, two));
    }
}
