using System.Text.Json;

namespace ExT5.Data.Tests;

public class RankClassificationTests
{
    private static readonly string[] Choices = ["zero", "one", "two"];

    [Theory]
    [InlineData(RankNormalization.None, "accuracy")]
    [InlineData(RankNormalization.None, "accuracy_variable")]
    [InlineData(RankNormalization.Tokens, "accuracy_by_length")]
    public void Scores_agree_with_T5(RankNormalization normalization, string expected)
    {
        var cases = MoreCases.Root.GetProperty("rank");

        var scores = Scores.Of(new RankClassification(normalization), cases.GetProperty("examples").EnumerateArray().Select(Example));

        Assert.Equal(MoreCases.Number(cases, expected), scores["accuracy"], MoreCases.RoundingOfSums);
    }

    [Theory]
    [InlineData(RankNormalization.None, "no")]
    [InlineData(RankNormalization.Tokens, "yes it is")]
    [InlineData(RankNormalization.Characters, "yes it is")]
    [InlineData(RankNormalization.Prior, "no")]
    public void Normalisation_decides_between_short_and_long(RankNormalization normalization, string best)
    {
        var prediction = new Prediction("", ["no"])
        {
            Choices = ["no", "yes it is"],
            ChoiceScores = [-2, -3],
            ChoiceTokens = [1, 3],
            ChoicePriors = [-4, -4.5],
        };

        Assert.Equal(best, new RankClassification(normalization).Best(prediction));
    }

    [Fact]
    public void Of_equal_choices_the_first_is_taken() => Assert.Equal(
        "zero", new RankClassification().Best(new Prediction("", ["one"]) { Choices = Choices, ChoiceScores = [-1, -1, -1] }));

    [Fact]
    public void Missing_scores_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new RankClassification(RankNormalization.Tokens).Measure(new Prediction("", ["one"]) { Choices = Choices, ChoiceScores = [1, 2, 3] }));

        Assert.Contains("ChoiceTokens has no numbers for 3 choices", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RankClassification().Measure(new Prediction("one", ["one"])));
    }

    private static Prediction Example(JsonElement example) =>
        new("", [.. example.GetProperty("right").EnumerateArray().Select(place => Choices[place.GetInt32()])])
        {
            Choices = Choices,
            ChoiceScores = [.. example.GetProperty("scores").EnumerateArray().Select(score => score.GetDouble())],
            ChoiceTokens = [.. example.GetProperty("tokens").EnumerateArray().Select(tokens => tokens.GetInt32())],
        };
}
