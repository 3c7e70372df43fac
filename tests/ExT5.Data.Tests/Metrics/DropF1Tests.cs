namespace ExT5.Data.Tests;

public class DropF1Tests
{
    [Fact]
    public void Scores_agree_with_the_official_script() => Assert.All(MoreCases.Of("drop"), each =>
    {
        var prediction = new Prediction(each.GetProperty("prediction").GetString()!, [each.GetProperty("reference").GetString()!]);

        var scores = new DropF1(" | ").Measure(prediction);

        Assert.Equal(MoreCases.Number(each, "f1"), scores[0], MoreCases.RoundingOfSums);
        Assert.Equal(MoreCases.Number(each, "em"), scores[1]);
    });

    [Fact]
    public void A_wrong_number_gives_nothing_for_the_words_beside_it() =>
        Assert.Equal([0, 0], new DropF1().Measure(new Prediction("12 yards", ["13 yards"])));

    [Fact]
    public void An_empty_reference_is_left_out() => Assert.Equal([0, 0], new DropF1().Measure(new Prediction("", [" "])));
}
