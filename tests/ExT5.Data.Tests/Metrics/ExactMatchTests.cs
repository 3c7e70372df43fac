namespace ExT5.Data.Tests;

public class ExactMatchTests
{
    [Fact]
    public void Plain_exact_match_counts_case() => Assert.Equal(0, Scores.Of(new ExactMatch(), "Yes", "yes")["em"]);

    [Fact]
    public void Normalised_exact_match_agrees_with_T5()
    {
        foreach (var each in SeqioCases.Of("metrics.squad"))
            AssertExactMatch(each, AnswerNormalization.Squad);
        foreach (var each in SeqioCases.Of("metrics.trivia_qa"))
            AssertExactMatch(each, AnswerNormalization.TriviaQA);
    }

    [Fact]
    public void An_empty_answer_meets_an_empty_reference() => Assert.Equal(100, Scores.Of(new ExactMatch(), "", "")["em"]);

    private static void AssertExactMatch(SeqioCase expected, AnswerNormalization normalization)
    {
        var answers = MetricCases.Strings(expected.Input.GetProperty("predictions"));
        var references = expected.Input.GetProperty("targets").EnumerateArray().Select(MetricCases.Strings);

        var scores = Scores.Of(new ExactMatch(normalization), answers.Zip(references, (text, right) => new Prediction(text, right)));

        Assert.Equal(expected.Expected.GetProperty("em").GetDouble(), scores["em"]);
    }
}
