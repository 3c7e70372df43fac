namespace ExT5.Data.Tests;

public class MatthewsCorrelationTests
{
    private const double RoundingOfSums = 1e-9;

    [Fact]
    public void Scores_agree_with_T5() =>
        Assert.All(SeqioCases.Of("metrics.matthews_corrcoef"), each => Scores.AssertCase(new MatthewsCorrelation(), each));

    [Fact]
    public void Unseen_labels_count_as_scikit_learn_counts_them() => Assert.Equal(
        MetricCases.Label("matthews"),
        Scores.Of(new MatthewsCorrelation(), MetricCases.Labels("targets", "predictions"))["matthews_corrcoef"], RoundingOfSums);

    [Fact]
    public void Always_the_wrong_one_of_two_is_minus_100()
    {
        Prediction[] swapped = [new("a", ["b"]), new("b", ["a"])];

        Assert.Equal(-100, Scores.Of(new MatthewsCorrelation(), swapped)["matthews_corrcoef"], RoundingOfSums);
    }

    [Fact]
    public void One_label_only_scores_0()
    {
        Prediction[] same = [new("a", ["a"]), new("a", ["b"])];

        Assert.Equal(0, Scores.Of(new MatthewsCorrelation(), same)["matthews_corrcoef"]);
    }
}
