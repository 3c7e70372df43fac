namespace ExT5.Data.Tests;

public class EditDistanceTests
{
    [Fact]
    public void Distances_agree_with_T5() =>
        Assert.All(SeqioCases.Of("metrics.edit_distance"), each => Scores.AssertCase(new EditDistance(), each));

    [Fact]
    public void Distances_agree_with_Levenshtein_on_made_up_texts() =>
        Assert.All(MetricCases.Texts, text => Assert.Equal(
            text.GetProperty("edit").GetDouble(), new EditDistance().Measure(MetricCases.PredictionOf(text))[0]));

    [Fact]
    public void Case_counts_when_asked() =>
        Assert.Equal(1, Scores.Of(new EditDistance(LowerCase: false), "a B", "a b")["sum_edit"]);

    [Fact]
    public void The_median_lies_between_the_middle_two()
    {
        Prediction[] predictions = [new("a", ["a"]), new("a", ["b c d"])];

        Assert.Equal(1.5, Scores.Of(new EditDistance(), predictions)["median_edit"]);
    }
}
