using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class BestCheckpointsTests
{
    private static readonly BestCheckpoints Best = new(
    [
        new("1000", Table(Score("super_glue_rte", 60), Score("super_glue_wic", 55))),
        new("2000", Table(Score("super_glue_rte", 72), Score("super_glue_wic", 51))),
        new("3000", Table(Score("super_glue_rte", 72), Score("super_glue_wic", 53))),
    ]);

    [Fact]
    public void Each_task_has_its_own_best_checkpoint_and_the_earlier_of_equals()
    {
        Assert.Equal([("super_glue_rte", "2000"), ("super_glue_wic", "1000")], Best.Tasks.Select(each => (each.Score.Task, each.Checkpoint)));
        Assert.Equal((72 + 55) / 2.0, Best.Average);
    }

    [Fact]
    public void The_best_single_checkpoint_is_told_beside_it()
    {
        Assert.Equal("3000", Best.Single!.Checkpoint);
        Assert.Contains("mean of one checkpoint", Best.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lower_distance_is_the_better_checkpoint()
    {
        var best = new BestCheckpoints(
            [new("1", Table(Score("a", 5) with { LowerIsBetter = true })), new("2", Table(Score("a", 9) with { LowerIsBetter = true }))]);

        Assert.Equal("1", Assert.Single(best.Tasks).Checkpoint);
    }

    [Fact]
    public void A_score_that_is_no_number_is_never_the_best()
    {
        var best = new BestCheckpoints([new("1", Table(Score("a", double.NaN))), new("2", Table(Score("a", 9))), new("3", Table(Score("a", double.NaN)))]);

        Assert.Equal("2", Assert.Single(best.Tasks).Checkpoint);
    }

    [Fact]
    public void A_benchmark_is_averaged_over_the_best_of_each_task()
    {
        var benchmark = new Benchmark("two", [
            new("RTE", [new("super_glue_rte", ["accuracy"])]), new("WiC", [new("super_glue_wic", ["accuracy"])])]);

        Assert.Equal((72 + 55) / 2.0, Best.Score(benchmark).Average);
        Assert.Null(Best.Score(Benchmark.SuperGlue()).Average);
    }

    [Fact]
    public void No_evaluation_has_no_best()
    {
        var none = new BestCheckpoints([]);

        Assert.Null(none.Average);
        Assert.Null(none.Single);
    }

    private static EvaluationTable Table(params TaskScore[] scores) => new(scores);

    private static TaskScore Score(string task, double score) =>
        new(task, TaskFamily.Inference, 10, [new("accuracy", score)], new(score, score), [new("copy", 0)]);
}
