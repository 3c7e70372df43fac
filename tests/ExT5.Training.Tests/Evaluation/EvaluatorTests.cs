using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class EvaluatorTests
{
    [Fact]
    public async Task Three_right_answers_of_four_score_75_beside_the_baselines_of_a_hand_count()
    {
        var score = Assert.Single(await EvaluateAsync("color", new Accuracy()));

        Assert.Equal(("color", TaskFamily.ClosedBookQA, 4), (score.Task, score.Family, score.Examples));
        Assert.Equal(("accuracy", 75.0), (score.Metric, score.Score));
        Assert.Equal(50, score.Baselines.Single(baseline => baseline.Name == "majority").Score);
        Assert.Equal(0, score.Baselines.Single(baseline => baseline.Name == "copy").Score);
        Assert.Equal(new BaselineScore("majority", 50), score.BestBaseline);
    }

    [Fact]
    public async Task The_interval_is_the_bootstrap_of_the_measurements()
    {
        var score = Assert.Single(await EvaluateAsync("color", new Accuracy()));

        var expected = Bootstrap.Interval(new Accuracy(), [[1], [1], [1], [0]], resamples: 1000, seed: 42);
        Assert.Equal(expected, score.Interval);
        Assert.False(score.ClearlyAboveBaseline);
    }

    [Fact]
    public async Task Denoising_tasks_and_tasks_without_metrics_are_left_out_of_a_mixture()
    {
        var scores = await EvaluateAsync("all", new Accuracy());

        Assert.Equal(["color"], scores.Select(score => score.Task));
    }

    [Fact]
    public async Task Every_metric_is_reported_and_the_first_is_the_score()
    {
        var score = Assert.Single(await EvaluateAsync("color", new Accuracy(), new ExactMatch()));

        Assert.Equal(["accuracy", new ExactMatch().Aggregate([])[0].Name], score.Values.Select(value => value.Name));
        Assert.Equal("accuracy", score.Metric);
    }

    [Fact]
    public async Task Predictions_go_to_JSON_lines_with_what_was_measured()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "predictions", "color.jsonl");
        using (var log = PredictionLog.Create(path))
            log.Write(Assert.Single(await EvaluateAsync("color", new Accuracy())));

        var lines = File.ReadAllLines(path);
        Assert.Equal(4, lines.Length);
        Assert.Equal(
            """{"task":"color","input":"color of: grass","references":["green"],"prediction":"purple","measurements":{"accuracy":[0]}}""",
            lines[3]);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task The_choice_of_examples_is_a_function_of_seed_and_task()
    {
        var first = await ChosenAsync(seed: 1, "color");
        var again = await ChosenAsync(seed: 1, "all");
        var others = new HashSet<string>();
        for (var seed = 0UL; seed < 20; seed++) others.Add(string.Join('|', await ChosenAsync(seed, "color")));

        Assert.Equal(first, again);
        Assert.Equal(2, first.Count);
        Assert.True(others.Count > 3);
    }

    [Fact]
    public async Task Without_baseline_rows_no_train_split_is_needed_and_only_copying_is_compared()
    {
        var options = new EvaluationOptions { BaselineRows = 0 };

        var score = Assert.Single(await EvaluateAsync("color", ColorTask.Answer, options, new Accuracy()));

        Assert.Equal(["copy"], score.Baselines.Select(baseline => baseline.Name));
    }

    [Fact]
    public async Task A_wrong_number_of_answers_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => EvaluateAsync("color", (_, _) => ["blue"], new(), new Accuracy()));

        Assert.Contains("'color': 1 answers came for 4 inputs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_evaluation_reads_no_data_and_scores_the_same_examples()
    {
        var opened = 0;
        var registry = new TaskRegistryBuilder().AddTask<TextExample>("color", task => task
            .ReadFrom(new CountedSource(() => opened++)).Format(row => row).ScoreWith(new Accuracy())).Build();
        var evaluator = new Evaluator(ColorTask.Answer, registry);

        for (var i = 0; i < 3; i++)
            await foreach (var score in evaluator.EvaluateAsync("color", cancellationToken: TestContext.Current.CancellationToken))
                Assert.Equal(100, score.Score);

        Assert.Equal(2, opened); // validation and train
    }

    [Fact]
    public async Task Two_metrics_of_one_name_are_both_kept()
    {
        var score = Assert.Single(await EvaluateAsync("color", new Accuracy(), new Accuracy()));

        Assert.Equal(["accuracy", "accuracy 2"], score.Predictions[0].Measurements.Keys);
    }

    [Fact]
    public async Task Empty_answers_and_answers_that_are_no_label_are_wrong_and_stay_in_the_count()
    {
        var score = Assert.Single(await EvaluateAsync("color", (_, _) => ["", "Blue", "no colour", "green"], new(), new Accuracy()));

        Assert.Equal((4, 25.0), (score.Examples, score.Score));
    }

    private sealed class CountedSource(Action opened) : IDataSource<TextExample>
    {
        public ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
        {
            opened();
            return ValueTask.FromResult<IReadOnlyList<TextExample>>([new("color of: sky", "blue")]);
        }
    }

    private static async Task<IReadOnlyList<string>> ChosenAsync(ulong seed, string mixture)
    {
        var options = new EvaluationOptions { Seed = seed, ExamplesPerTask = 2 };
        var score = Assert.Single(await EvaluateAsync(mixture, ColorTask.Answer, options, new Accuracy()));
        return [.. score.Predictions.Select(prediction => prediction.Input)];
    }

    private static Task<List<TaskScore>> EvaluateAsync(string mixture, params IMetric[] metrics) =>
        EvaluateAsync(mixture, ColorTask.Answer, new(), metrics);

    private static async Task<List<TaskScore>> EvaluateAsync(
        string mixture, Func<IReadOnlyList<string>, CancellationToken, IReadOnlyList<string>> answer,
        EvaluationOptions options, params IMetric[] metrics)
    {
        var evaluator = new Evaluator(answer, ColorTask.Registry(metrics), options);
        var scores = new List<TaskScore>();
        await foreach (var score in evaluator.EvaluateAsync(mixture, cancellationToken: TestContext.Current.CancellationToken))
            scores.Add(score);
        return scores;
    }
}
