using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class RankedChoicesTests
{
    [Fact]
    public async Task A_task_with_rank_classification_scores_its_choices_and_generates_nothing()
    {
        var score = await EvaluateAsync(task => task.ScoreWith(new RankClassification()));

        // The shorter choice is taken each time: right for sky and blood.
        Assert.Equal(200.0 / 3, score.Score, 1e-9);
        Assert.Equal(["blue", "blue", "red"], score.Predictions.Select(prediction => prediction.Prediction));
        Assert.Equal([-4, -17], score.Predictions[0].ChoiceScores!);
    }

    [Fact]
    public async Task Choices_can_be_ranked_for_any_metric_and_by_the_mean_of_their_tokens()
    {
        // blue -4, very green indeed -17/3, red -3.
        var score = await EvaluateAsync(task => task.ScoreWith(new Accuracy()).RankChoices(RankNormalization.Tokens));

        Assert.Equal(["blue", "blue", "red"], score.Predictions.Select(prediction => prediction.Prediction));
        Assert.Equal("accuracy", score.Metric);
    }

    [Fact]
    public async Task The_prior_of_a_choice_is_scored_once_on_the_input_without_a_question()
    {
        var asked = new List<ScoringInput>();
        var registry = ChoiceTask.Registry(
            task => task.ScoreWith(new RankClassification(RankNormalization.Prior)).RankChoices(RankNormalization.Prior, "it is"), ChoiceTask.Rows);

        // Everything is 1 likelier than its prior but the long choice, which is 2 likelier.
        var score = await ChoiceTask.EvaluateAsync(new Evaluator(ChoiceTask.Refuse, registry, score: (inputs, _) =>
        {
            asked.AddRange(inputs);
            return [.. inputs.Select(input => (IReadOnlyList<TargetScore>)[.. input.Targets.Select(target => ChoiceTask.Score(
                -target.Length + (input.Input == "it is" ? 0 : target.Length > 4 ? 2 : 1), 1))])];
        }));

        Assert.Equal(["very green indeed", "very green indeed", "blue"], score.Predictions.Select(prediction => prediction.Prediction));
        Assert.Equal(["blue", "very green indeed", "red"], Assert.Single(asked, input => input.Input == "it is").Targets);
    }

    [Fact]
    public async Task The_baselines_of_a_ranking_task_are_choices()
    {
        var score = await EvaluateAsync(task => task.ScoreWith(new RankClassification()));

        Assert.Equal(["majority", "random"], score.Baselines.Select(baseline => baseline.Name));
        // The most frequent target, the first by name, is "blue": right once of three, and the first choice elsewhere.
        Assert.Equal(100.0 / 3, score.Baselines[0].Score, 1e-9);
    }

    [Fact]
    public async Task An_example_without_choices_is_refused_by_name()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => ChoiceTask.EvaluateAsync(new Evaluator(
            ChoiceTask.Refuse, ChoiceTask.Registry(task => task.ScoreWith(new Accuracy()).RankChoices(), new TextExample("why?", "so")),
            score: ChoiceTask.ByLength)));

        Assert.Contains("'why?' has none. Set TextExample.Choices", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_function_that_scores_the_error_says_which_to_give()
    {
        var registry = ChoiceTask.Registry(task => task.ScoreWith(new RankClassification()), ChoiceTask.Rows);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ChoiceTask.EvaluateAsync(new Evaluator(ChoiceTask.Refuse, registry)));

        Assert.Contains("T5Scorer.Score", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_ranks_choices_as_its_scorer_does()
    {
        using var model = new T5Model(TinyRun.Config);
        var vocabulary = new ByteVocabulary();
        var registry = ChoiceTask.Registry(task => task.ScoreWith(new RankClassification()), ChoiceTask.Rows);

        var score = await ChoiceTask.EvaluateAsync(new Evaluator(new T5Generator(model, vocabulary), vocabulary, registry));

        var expected = new T5Scorer(model, vocabulary).Score(
            [.. ChoiceTask.Rows.Select(row => new ScoringInput(row.Input, row.Choices!))], TestContext.Current.CancellationToken);
        foreach (var (prediction, scores) in score.Predictions.Zip(expected))
            Assert.Equal(scores.Select(each => each.LogLikelihood), prediction.ChoiceScores!);
    }

    private static Task<TaskScore> EvaluateAsync(Action<Seq2SeqTaskBuilder<TextExample>> configure) => ChoiceTask.EvaluateAsync(
        new Evaluator(ChoiceTask.Refuse, ChoiceTask.Registry(configure, ChoiceTask.Rows), score: ChoiceTask.ByLength));
}
