namespace ExT5.Data.Tests;

public class NormalizedAnswerTests
{
    [Fact]
    public void TriviaQA_normalisation_agrees_with_T5() =>
        Assert.All(SeqioCases.Of("qa.normalize_trivia_qa"), each => Assert.Equal(
            each.Expected.GetString(), NormalizedAnswer.Of(each.Input.GetString()!, AnswerNormalization.TriviaQA)));

    [Fact]
    public void Both_normalisations_agree_with_the_official_scripts_on_made_up_texts() =>
        Assert.All(MetricCases.Texts, text =>
        {
            var answer = text.GetProperty("prediction").GetString()!;
            Assert.Equal(text.GetProperty("squad").GetString(), NormalizedAnswer.Of(answer, AnswerNormalization.Squad));
            Assert.Equal(text.GetProperty("trivia_qa").GetString(), NormalizedAnswer.Of(answer, AnswerNormalization.TriviaQA));
        });

    [Theory]
    [InlineData("The theatre, an answer", "theatre answer")]
    [InlineData("naïve", "naïve")]
    [InlineData("a½ a", "a½")]
    [InlineData("the", "")]
    public void Only_whole_articles_are_removed(string text, string expected) =>
        Assert.Equal(expected, NormalizedAnswer.Of(text, AnswerNormalization.Squad));
}
