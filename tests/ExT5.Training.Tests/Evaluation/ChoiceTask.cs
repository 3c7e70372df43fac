using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

/// <summary>Tasks with choices and groups, small enough to score by hand.</summary>
internal static class ChoiceTask
{
    public static TextExample[] Rows { get; } =
    [
        new("the sky is", "blue") { Choices = ["blue", "very green indeed"] },
        new("grass is", "very green indeed") { Choices = ["blue", "very green indeed"] },
        new("blood is", "red") { Choices = ["blue", "red"] },
    ];

    public static TaskRegistry Registry(Action<Seq2SeqTaskBuilder<TextExample>> configure, params IReadOnlyList<TextExample> rows) =>
        new TaskRegistryBuilder().AddTask<TextExample>("choice", task =>
            configure(task.InFamily(TaskFamily.Commonsense).ReadFrom(new Source(rows)).Format(row => row))).Build();

    /// <summary>One letter costs one; the sum of a text is its length.</summary>
    public static IReadOnlyList<IReadOnlyList<TargetScore>> ByLength(IReadOnlyList<ScoringInput> inputs, CancellationToken cancellationToken) =>
        [.. inputs.Select(input => (IReadOnlyList<TargetScore>)[.. input.Targets.Select(target => Score(-target.Length, target.Split(' ').Length))])];

    public static TargetScore Score(double sum, int tokens) => new(sum, [.. Enumerable.Repeat((float)(sum / tokens), tokens)]);

    public static IReadOnlyList<string> Refuse(IReadOnlyList<string> inputs, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing is to be generated.");

    public static async Task<TaskScore> EvaluateAsync(Evaluator evaluator)
    {
        TaskScore? only = null;
        await foreach (var score in evaluator.EvaluateAsync("choice", cancellationToken: TestContext.Current.CancellationToken)) only = score;
        return only!;
    }

    private sealed class Source(IReadOnlyList<TextExample> rows) : IDataSource<TextExample>
    {
        public ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(rows);
    }
}
