using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class GroupedTaskTests
{
    [Fact]
    public async Task Groups_reach_the_metric()
    {
        var score = await EvaluateAsync(new(), [Row("a", "x"), Row("a", "y"), Row("b", "x")]);

        // "x" is answered always: the first question has a wrong answer, the second none.
        Assert.Equal(50, score.Score);
        Assert.Equal(["a", "a", "b"], score.Predictions.Select(prediction => prediction.Group!));
    }

    [Fact]
    public async Task Rows_of_the_same_group_may_lie_apart_and_equal_rows_all_count()
    {
        var score = await EvaluateAsync(new(), [Row("a", "x"), Row("b", "x"), Row("a", "y"), Row("b", "x")]);

        Assert.Equal((4, 50.0), (score.Examples, score.Score));
    }

    [Fact]
    public async Task A_sample_keeps_groups_whole()
    {
        var rows = Enumerable.Range(0, 60).Select(i => Row($"g{i / 3}", "x")).ToArray();

        var score = await EvaluateAsync(new() { ExamplesPerTask = 20 }, rows);

        Assert.Equal(18, score.Examples);
        Assert.All(score.Predictions.CountBy(prediction => prediction.Group!), group => Assert.Equal(3, group.Value));
    }

    [Fact]
    public void Every_group_is_equally_likely()
    {
        const int Draws = 6000;
        var rows = Enumerable.Range(0, 6).Select(i => Row($"g{i / 2}", "x")).ToArray();

        var counts = Enumerable.Range(0, Draws).SelectMany(seed => ExampleSample.ChooseGroups(
            rows, 2, ExampleSample.Random((ulong)seed, "t", "p")).Select(row => row.Group!)).CountBy(group => group).ToDictionary();

        // Chi-square with 2 degrees of freedom stays below 13.8 with probability 0.999; each draw counts its two rows.
        Assert.True(counts.Values.Sum(count => Math.Pow(count / 2.0 - Draws / 3.0, 2) / (Draws / 3.0)) < 13.8);
    }

    [Fact]
    public void A_group_larger_than_the_sample_is_taken_whole() => Assert.Equal(
        3, ExampleSample.ChooseGroups([Row("a", "x"), Row("a", "x"), Row("a", "x"), Row("b", "x")], 1, Seed("a")).Count(row => row.Group == "a"));

    private static CounterRandom Seed(string first) => Enumerable.Range(0, 100).Select(seed => ExampleSample.Random((ulong)seed, "t", "p"))
        .First(random => ExampleSample.ChooseGroups([Row("a", "x"), Row("a", "x"), Row("b", "x")], 1, random)[0].Group == first);

    private static TextExample Row(string group, string target) => new("?", target) { Group = group };

    private static Task<TaskScore> EvaluateAsync(EvaluationOptions options, TextExample[] rows) => ChoiceTask.EvaluateAsync(new Evaluator(
        (inputs, _) => [.. inputs.Select(_ => "x")], ChoiceTask.Registry(task => task.ScoreWith(new GroupExactMatch()), rows), options));
}
