using System.Text.Json;

namespace ExT5.Data.Tests;

public class RougeTests
{
    private const double RoundingOfSums = 1e-9;

    // T5's expectation is the middle of 1,000 resamples: the mean up to its standard error over them, below 0.02 here.
    private const double BootstrapNoise = 0.06;

    [Fact]
    public void Scores_agree_with_T5() =>
        Assert.All(SeqioCases.Of("metrics.rouge"), each => Scores.AssertCase(new Rouge(), each));

    [Theory]
    [InlineData(false, "rouge")]
    [InlineData(true, "rouge_stemmed")]
    public void Scores_agree_with_rouge_score_on_made_up_texts(bool stem, string expected) =>
        Assert.All(MetricCases.Texts, text =>
        {
            var scores = new Rouge(stem).Measure(MetricCases.PredictionOf(text));
            foreach (var (value, score) in text.GetProperty(expected).EnumerateArray().Zip(scores))
                Assert.Equal(value.GetDouble(), score, RoundingOfSums);
        });

    [Fact]
    public void The_mean_lies_in_the_middle_of_T5s_bootstrap_on_its_large_files()
    {
        var answers = File.ReadAllLines(SharedFolder.Require("data/golden/rouge/prediction_large.txt"));
        var references = File.ReadAllLines(SharedFolder.Require("data/golden/rouge/target_large.txt"));
        using var expected = JsonDocument.Parse(
            File.ReadAllText(SharedFolder.Require("data/golden/rouge/expected_bootstrap_results.json")));

        var scores = Scores.Of(new Rouge(), answers.Zip(references, (text, right) => new Prediction(text, [right])));

        foreach (var value in expected.RootElement.EnumerateObject())
            Assert.Equal(value.Value.GetDouble(), scores[value.Name], BootstrapNoise);
    }

    [Fact]
    public void Summary_level_takes_the_union_over_sentences()
    {
        // Lin (2004), 3.2: four of five reference words, of ten answered.
        var scores = Scores.Of(new Rouge(), "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5");

        Assert.Equal(100 * 2 * 0.8 * 0.4 / (0.8 + 0.4), scores["rougeLsum"], RoundingOfSums);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/ 。 !")]
    public void An_answer_without_tokens_scores_0(string text) =>
        Assert.All(Scores.Of(new Rouge(), text, "w1 w2").Values, score => Assert.Equal(0, score));
}
