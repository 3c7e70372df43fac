namespace ExT5.Data.Tests;

public class F1WithInvalidTests
{
    private const double RoundingOfSums = 1e-9;

    [Theory]
    [InlineData("metrics.f1_score_with_invalid")]
    [InlineData("metrics.multirc_f1_over_all_answers")]
    public void Scores_agree_with_T5(string function) =>
        Assert.All(SeqioCases.Of(function), each => Scores.AssertCase(new F1WithInvalid("0", "1"), each));

    [Fact]
    public void Scores_agree_with_scikit_learn()
    {
        var scores = Scores.Of(new F1WithInvalid("0", "1"), MetricCases.Labels("binary_targets", "binary_predictions"));

        Assert.Equal(MetricCases.Label("f1"), scores["f1"], RoundingOfSums);
    }

    [Fact]
    public void A_reference_outside_the_two_labels_is_refused()
    {
        var metric = new F1WithInvalid("no", "yes");

        var error = Assert.Throws<ArgumentException>(() => metric.Measure(new Prediction("yes", ["maybe"])));

        Assert.Contains("'maybe' is neither 'no' nor 'yes'", error.Message, StringComparison.Ordinal);
    }
}
