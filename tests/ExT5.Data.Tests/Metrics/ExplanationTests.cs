namespace ExT5.Data.Tests;

public class ExplanationTests
{
    [Theory]
    [InlineData("neutral explanation: it may rain", "neutral explanation: who knows", 100)]
    [InlineData("neutral", "neutral explanation: who knows", 100)]
    [InlineData("entailment explanation: neutral", "neutral", 0)]
    [InlineData("", "neutral", 0)]
    public void The_label_before_the_explanation_counts(string text, string reference, double expected) =>
        Assert.Equal(expected, Scores.Of(new ExplanationLabel(new Accuracy()), text, reference)["accuracy"]);

    [Theory]
    [InlineData("yes explanation: it rains", "no explanation: it rains", 100)]
    [InlineData("yes explanation: it rains explanation: it pours", "no explanation: it rains", 100)]
    [InlineData("yes", "no explanation: it rains", 0)]
    public void The_first_explanation_counts(string text, string reference, double expected) =>
        Assert.Equal(expected, Scores.Of(new ExplanationText(new Accuracy()), text, reference)["accuracy"]);
}
