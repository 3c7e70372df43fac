namespace ExT5.Data.Tests;

public class TokenF1Tests
{
    private const double RoundingOfSums = 1e-12;

    [Fact]
    public void SQuAD_scores_agree_with_T5() =>
        Assert.All(SeqioCases.Of("metrics.squad"), each => Scores.AssertCase(new TokenF1(), each));

    [Fact]
    public void TriviaQA_scores_agree_with_T5() =>
        Assert.All(SeqioCases.Of("metrics.trivia_qa"), each => Scores.AssertCase(new TokenF1(AnswerNormalization.TriviaQA), each));

    [Fact]
    public void Overlap_agrees_with_the_official_scripts_on_made_up_texts() =>
        Assert.All(MetricCases.Texts, text =>
        {
            var prediction = MetricCases.PredictionOf(text);
            Assert.Equal(text.GetProperty("squad_f1").GetDouble(), new TokenF1().Measure(prediction)[0], RoundingOfSums);
            Assert.Equal(text.GetProperty("trivia_qa_f1").GetDouble(),
                new TokenF1(AnswerNormalization.TriviaQA).Measure(prediction)[0], RoundingOfSums);
        });

    [Fact]
    public void The_main_value_is_f1() => Assert.Equal("f1", new TokenF1().Aggregate([])[0].Name);

    [Fact]
    public void An_empty_answer_has_no_overlap() => Assert.Equal(0, Scores.Of(new TokenF1(), "", "moose")["f1"]);
}
