using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

/// <summary>What an answerer or a metric must not give is named with its task, and is never a bare null error.</summary>
public sealed class NullAnswersTests
{
    public static TheoryData<string> Metrics => [.. ByName.Keys];

    private static Dictionary<string, IMetric> ByName { get; } = new()
    {
        ["accuracy"] = new Accuracy(),
        ["exact match"] = new ExactMatch(),
        ["token F1"] = new TokenF1(),
        ["Matthews"] = new MatthewsCorrelation(),
        ["ROUGE"] = new Rouge(),
        ["BLEU"] = new Bleu(),
    };

    [Theory]
    [MemberData(nameof(Metrics))]
    public async Task A_null_answer_is_named_by_its_task_and_input_whatever_the_metric(string metric)
    {
        var evaluator = new Evaluator((inputs, _) => [.. inputs.Select(input => input == "grass is" ? null! : "blue")], Registry(ByName[metric]));

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => ChoiceTask.EvaluateAsync(evaluator));

        Assert.Contains("'choice'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'grass is'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("a list")]
    [InlineData("a score")]
    public async Task So_are_scores_of_choices(string missing)
    {
        var registry = ChoiceTask.Registry(task => task.ScoreWith(new Accuracy()).RankChoices(), ChoiceTask.Rows);
        var evaluator = new Evaluator(ChoiceTask.Refuse, registry, score: Score);

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => ChoiceTask.EvaluateAsync(evaluator));

        Assert.Contains("'choice'", problem.Message, StringComparison.Ordinal);

        IReadOnlyList<IReadOnlyList<TargetScore>> Score(IReadOnlyList<ScoringInput> inputs, CancellationToken cancellationToken) => missing switch
        {
            "all" => null!,
            "a list" => [.. inputs.Select(_ => (IReadOnlyList<TargetScore>)null!)],
            _ => [.. inputs.Select(input => (IReadOnlyList<TargetScore>)[.. input.Targets.Select(_ => (TargetScore)null!)])],
        };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_metric_without_a_name_or_a_value_is_named_by_its_type(bool value)
    {
        var evaluator = new Evaluator((inputs, _) => inputs, Registry(new Nameless(value)));

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => ChoiceTask.EvaluateAsync(evaluator));

        Assert.Contains(nameof(Nameless), problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"name\":\"accuracy\"", "\"name\":null")]
    [InlineData("\"values\":[{", "\"values\":[null,{")]
    [InlineData("\"task\":\"choice\"", "\"task\":null")]
    public async Task A_table_with_a_null_in_it_is_no_table(string old, string replacement)
    {
        using var folder = new TemporaryFolder();
        var score = await ChoiceTask.EvaluateAsync(new Evaluator((inputs, _) => [.. inputs.Select(_ => "blue")], Registry(new Accuracy())));
        new EvaluationTable([score]).Save(folder.Path);
        var path = folder.Combine("evaluation.json");
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));

        Assert.Throws<DataSourceException>(() => EvaluationTable.Load(folder.Path));
    }

    private static TaskRegistry Registry(IMetric metric) => ChoiceTask.Registry(task => task.ScoreWith(metric), ChoiceTask.Rows);

    private sealed class Nameless(bool hasValue) : IMetric
    {
        public double[] Measure(Prediction prediction) => [0];

        public IReadOnlyList<MetricValue> Aggregate(IReadOnlyList<double[]> measurements) => hasValue ? [new(null!, 0)] : [];
    }
}
