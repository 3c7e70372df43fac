using System.Globalization;

namespace ExT5.Data.Tests;

public class RocAucTests
{
    private static readonly RocAuc Metric = new("True");

    [Fact]
    public void Probabilities_of_the_positive_choice_agree_with_scikit_learn()
    {
        var cases = MoreCases.Root.GetProperty("auc");
        var scores = Scores.Of(Metric, Targets().Zip(cases.GetProperty("scores").EnumerateArray(), (target, pair) => new Prediction("", [target])
        {
            Choices = ["False", "True"],
            ChoiceScores = [.. pair.EnumerateArray().Select(score => score.GetDouble())],
        }));

        Assert.Equal(MoreCases.Number(cases, "auc_roc"), scores["auc-roc"], MoreCases.RoundingOfSums);
        Assert.Equal(MoreCases.Number(cases, "auc_pr"), scores["auc-pr"], MoreCases.RoundingOfSums);
    }

    [Fact]
    public void Numbers_with_ties_agree_with_scikit_learn()
    {
        var cases = MoreCases.Root.GetProperty("auc");
        var scores = Scores.Of(Metric, Targets().Zip(cases.GetProperty("numbers").EnumerateArray(), (target, number) =>
            new Prediction(number.GetDouble().ToString(CultureInfo.InvariantCulture), [target])));

        Assert.Equal(MoreCases.Number(cases, "numbers_auc_roc"), scores["auc-roc"], MoreCases.RoundingOfSums);
        Assert.Equal(MoreCases.Number(cases, "numbers_auc_pr"), scores["auc-pr"], MoreCases.RoundingOfSums);
    }

    [Fact]
    public void One_class_alone_scores_0() => Assert.Equal(0, Scores.Of(Metric, "True", "True")["auc-roc"]);

    [Fact]
    public void Choices_without_the_label_are_refused() => Assert.Throws<ArgumentException>(() =>
        Metric.Measure(new Prediction("", ["yes"]) { Choices = ["yes"], ChoiceScores = [0] }));

    private static IEnumerable<string> Targets() => MoreCases.Root.GetProperty("auc").GetProperty("targets").EnumerateArray()
        .Select(target => target.GetInt32() == 1 ? "True" : "False");
}
