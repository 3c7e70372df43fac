namespace ExT5.Data.Tests;

public class AccuracyTests
{
    [Fact]
    public void Sequence_accuracy_agrees_with_T5() =>
        Assert.All(SeqioCases.Of("metrics.sequence_accuracy"), each => Scores.AssertCase(new Accuracy("sequence_accuracy"), each));

    [Fact]
    public void Any_reference_may_be_met() => Assert.Equal(100, Scores.Of(new Accuracy(), "b", "a", "b")["accuracy"]);

    [Theory]
    [InlineData("Yes")]
    [InlineData("yes ")]
    [InlineData("")]
    [InlineData("never a label")]
    public void Anything_but_the_label_itself_is_wrong(string text) =>
        Assert.Equal(0, Scores.Of(new Accuracy(), text, "yes")["accuracy"]);

    [Fact]
    public void No_examples_score_0() => Assert.Equal(0, Scores.Of(new Accuracy(), [])["accuracy"]);
}
