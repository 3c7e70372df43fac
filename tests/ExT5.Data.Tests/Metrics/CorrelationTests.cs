namespace ExT5.Data.Tests;

public class CorrelationTests
{
    private const double RoundingOfSums = 1e-9;

    [Fact]
    public void Spearman_agrees_with_T5() =>
        Assert.All(SeqioCases.Of("metrics.spearman_corrcoef"), each => Scores.AssertCase(new SpearmanCorrelation(), each));

    [Fact]
    public void Both_agree_with_SciPy_where_values_tie()
    {
        Prediction[] predictions = [.. MetricCases.Labels("numbers", "predicted_numbers")];

        Assert.Equal(MetricCases.Label("pearson"), Scores.Of(new PearsonCorrelation(), predictions)["pearson_corrcoef"], RoundingOfSums);
        Assert.Equal(MetricCases.Label("spearman"), Scores.Of(new SpearmanCorrelation(), predictions)["spearman_corrcoef"], RoundingOfSums);
    }

    [Theory]
    [InlineData("no number")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1,5")]
    public void A_text_that_is_no_number_counts_as_minus_1(string text) =>
        Assert.Equal([2.5, -1], new PearsonCorrelation().Measure(new Prediction(text, ["2.5"])));

    [Fact]
    public void Predictions_that_never_vary_score_0()
    {
        Prediction[] constant = [new("1", ["1"]), new("1", ["2"])];

        Assert.Equal(0, Scores.Of(new SpearmanCorrelation(), constant)["spearman_corrcoef"]);
    }
}
