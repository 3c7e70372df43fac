namespace ExT5.Data.Tests;

public class MeteorTests
{
    [Fact]
    public void Scores_agree_with_NLTK_without_WordNet() => Assert.All(MoreCases.Texts, text =>
    {
        var prediction = MetricCases.PredictionOf(text);

        Assert.Equal(MoreCases.Number(text, "meteor"), new Meteor().Measure(prediction)[0], MoreCases.RoundingOfSums);
        Assert.Equal(MoreCases.Number(text, "meteor_7_2_3"), new Meteor(0.7, 2, 0.3).Measure(prediction)[0], MoreCases.RoundingOfSums);
    });

    [Fact]
    public void Equal_stems_match_and_each_fragment_costs()
    {
        // Three of three words match in two fragments: 1 - 0.5 (2/3)^3.
        var score = Scores.Of(new Meteor(), "cats sat mat", "mat cat sat")["meteor"];

        Assert.Equal(100 * (1 - 0.5 * 8 / 27), score, MoreCases.RoundingOfSums);
    }
}
