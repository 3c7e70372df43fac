namespace ExT5.Data.Tests;

public class PredictionTests
{
    [Fact]
    public void A_prediction_without_references_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Prediction("a", []));

        Assert.Contains("at least one reference", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_cannot_be_taken_away_later()
    {
        var prediction = new Prediction("a", ["a"]);

        Assert.Throws<ArgumentException>(() => prediction with { References = [] });
    }
}
