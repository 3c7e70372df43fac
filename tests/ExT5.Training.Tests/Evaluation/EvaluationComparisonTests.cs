using System.Text.Json;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class EvaluationComparisonTests
{
    [Fact]
    public void A_task_that_falls_by_more_than_is_allowed_fails_the_gate_and_is_named()
    {
        var comparison = EvaluationComparison.Of(Table(Run("a", 80), Run("b", 60)), Table(Run("a", 60), Run("b", 60)), failBelow: 5);

        var fell = Assert.Single(comparison.Regressions);
        Assert.Equal(("a", -20.0, true, true), (fell.Task, fell.Gain, fell.Paired, fell.Significant));
        Assert.Equal((false, 1), (comparison.Passed, comparison.ExitCode));
        Assert.Contains("FAILED: 1 of 2 tasks fell by more than 5.0 points, 1 of them significantly; mean gain -10.0.",
            comparison.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_fall_passes()
    {
        var comparison = EvaluationComparison.Of(Table(Run("a", 80)), Table(Run("a", 79)), failBelow: 1);

        Assert.True(comparison.Passed);
        Assert.Equal(0, comparison.ExitCode);
        Assert.False(comparison.Tasks[0].Significant);
    }

    [Fact]
    public void Equal_runs_have_no_gain_and_a_p_value_of_1()
    {
        var task = EvaluationComparison.Of(Table(Run("a", 50)), Table(Run("a", 50))).Tasks[0];

        Assert.Equal((0.0, 1.0, new ConfidenceInterval(0, 0)), (task.Gain, task.PValue, task.Interval));
    }

    [Fact]
    public void Without_the_same_answers_the_intervals_of_both_runs_add_up()
    {
        var before = Run("a", 80) with { Interval = new(77, 83), Predictions = [] };

        var task = EvaluationComparison.Of(Table(before), Table(Run("a", 90) with { Interval = new(86, 94) })).Tasks[0];

        // Half widths of 3 and 4 make one of 5.
        Assert.Equal(5, task.Interval.Lower, 1e-6);
        Assert.Equal(15, task.Interval.Upper, 1e-6);
        Assert.Equal((false, true), (task.Paired, task.Significant));
    }

    [Fact]
    public void A_lower_distance_is_a_gain()
    {
        var before = Run("a", 10) with { LowerIsBetter = true, Predictions = [] };

        var comparison = EvaluationComparison.Of(Table(before), Table(Run("a", 4) with { LowerIsBetter = true, Predictions = [] }));

        Assert.Equal(6, comparison.Tasks[0].Gain);
    }

    [Fact]
    public void A_task_that_is_missing_fails_and_a_new_one_does_not()
    {
        var comparison = EvaluationComparison.Of(Table(Run("a", 1), Run("b", 1)), Table(Run("a", 1), Run("c", 1)));

        Assert.Equal(["b"], comparison.Missing);
        Assert.Equal(["c"], comparison.Added);
        Assert.Equal(1, comparison.ExitCode);
        Assert.Contains("Missing: b. Only in the candidate: c.", comparison.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_score_a_task_differently_cannot_be_compared()
    {
        var other = Run("a", 1) with { Values = [new("em", 1)] };

        Assert.Throws<ArgumentException>(() => EvaluationComparison.Of(Table(Run("a", 1)), Table(other)));
    }

    [Fact]
    public void A_score_that_is_no_number_fails() =>
        Assert.Equal(1, EvaluationComparison.Of(Table(Run("a", 1)), Table(Run("a", double.NaN) with { Predictions = [] })).ExitCode);

    [Fact]
    public void JSON_holds_the_verdict()
    {
        using var json = JsonDocument.Parse(EvaluationComparison.Of(Table(Run("a", 50)), Table(Run("a", 40))).ToJson());

        Assert.Equal(1, json.RootElement.GetProperty("exit_code").GetInt32());
        Assert.Equal(-10, json.RootElement.GetProperty("regressions")[0].GetProperty("gain").GetDouble());
    }

    [Fact]
    public void Runs_read_from_files_are_compared_example_by_example_when_their_tasks_are_known()
    {
        using TemporaryFolder first = new(), second = new();
        Save(Run("choice", 50), first.Path);
        Save(Run("choice", 30), second.Path);
        var registry = ChoiceTask.Registry(task => task.ScoreWith(new Accuracy()), ChoiceTask.Rows);

        var comparison = EvaluationComparison.Of(EvaluationTable.Load(first.Path), EvaluationTable.Load(second.Path), registry: registry);

        Assert.Equal((true, -20.0), (comparison.Tasks[0].Paired, comparison.Tasks[0].Gain));
    }

    private static void Save(TaskScore score, string folder)
    {
        Table(score).Save(folder);
        using var log = PredictionLog.Create(PredictionFile.PathOf(folder, score.Task));
        log.Write(score);
    }

    private static EvaluationTable Table(params TaskScore[] scores) => new(scores);

    // The first examples of a hundred are right.
    private static TaskScore Run(string task, double right) =>
        new(task, TaskFamily.Inference, 100, [new("accuracy", right)], new(right - 5, right + 5), [new("copy", 0)])
        {
            MainMetric = new Accuracy(),
            Predictions = [.. Enumerable.Range(0, 100).Select(i => new ScoredPrediction(
                task, $"{i}", ["x"], "", new Dictionary<string, double[]> { ["accuracy"] = [i < right ? 1 : 0] }))],
        };
}
