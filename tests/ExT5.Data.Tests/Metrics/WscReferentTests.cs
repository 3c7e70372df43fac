namespace ExT5.Data.Tests;

public class WscReferentTests
{
    [Fact]
    public void It_agrees_with_T5() => Assert.All(MoreCases.Of("wsc"), each =>
    {
        var predicted = each.GetProperty("predicted").GetInt32();
        string text = each.GetProperty("prediction").GetString()!, referent = each.GetProperty("referent").GetString()!;

        Assert.Equal(predicted == 1 ? 1 : 0, new WscReferent().Measure(new Prediction(text, [referent]))[0]);
        Assert.Equal(predicted == 0 ? 1 : 0, new WscReferent().Measure(new Prediction(text, [referent, "False"]))[0]);
    });

    [Theory]
    [InlineData("BUNNY", "the fuzzy bunny", 100)]
    [InlineData("bob's hat", "Bob", 0)]
    [InlineData("", "Bob", 0)]
    public void A_referent_is_named_by_its_words(string text, string referent, double expected) =>
        Assert.Equal(expected, Scores.Of(new WscReferent(), text, referent)["accuracy"]);
}
