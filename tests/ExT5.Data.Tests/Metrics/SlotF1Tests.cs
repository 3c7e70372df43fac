namespace ExT5.Data.Tests;

public class SlotF1Tests
{
    [Fact]
    public void Pairs_are_pooled_over_the_examples()
    {
        var scores = Scores.Of(new SlotF1(),
        [
            new Prediction("area : north ; food: thai", ["food: thai ; area: north"]),
            new Prediction("area: south; stars: 4", ["area: north"]),
            new Prediction("", ["day: monday"]),
        ]);

        // Two of four predicted pairs are among the four right ones.
        Assert.Equal(50, scores["slot_precision"], MoreCases.RoundingOfSums);
        Assert.Equal(50, scores["slot_recall"], MoreCases.RoundingOfSums);
        Assert.Equal(50, scores["slot_f1"], MoreCases.RoundingOfSums);
        Assert.Equal(100.0 / 3, scores["joint_accuracy"], MoreCases.RoundingOfSums);
    }

    [Theory]
    [InlineData("a: 1; a: 1", "a: 1", 1, 2, 1, 0)]
    [InlineData("none", "none", 1, 1, 1, 1)]
    [InlineData(" ; ", "", 0, 0, 0, 1)]
    [InlineData("A: x", "a: x", 0, 1, 1, 0)]
    [InlineData("time: 10:30", "time:  10:30 ", 1, 1, 1, 1)]
    public void Lists_are_compared_pair_by_pair(
        string text, string reference, double hits, double predicted, double right, double exact) =>
        Assert.Equal([hits, predicted, right, exact], new SlotF1().Measure(new Prediction(text, [reference])));
}
