namespace ExT5.Data.Tests;

public class CoqaF1Tests
{
    [Fact]
    public void Scores_agree_with_T5() => Assert.All(MoreCases.Texts, text => Assert.Equal(
        MoreCases.Number(text, "coqa_f1"), Scores.Of(new CoqaF1(), [MetricCases.PredictionOf(text)])["f1"], MoreCases.RoundingOfSums));

    [Fact]
    public void Two_sides_without_words_agree() => Assert.Equal([1, 1], new CoqaF1().Measure(new Prediction("The!", ["a"])));

    [Fact]
    public void Leaving_one_out_averages_the_best_of_the_others()
    {
        // Without "red" the best is 0, without "blue" or "green" it is 1.
        var scores = new CoqaF1(LeaveOneOut: true).Measure(new Prediction("red", ["red", "blue", "green"]));

        Assert.Equal(2.0 / 3, scores[0], MoreCases.RoundingOfSums);
        Assert.Equal(2.0 / 3, scores[1], MoreCases.RoundingOfSums);
    }
}
