using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class CutInputsTests
{
    [Theory]
    [InlineData(TruncationSide.Right)]
    [InlineData(TruncationSide.Left)]
    public async Task Cut_inputs_are_counted_and_warned_of_once_a_task_and_cut_from_the_tasks_side(TruncationSide side)
    {
        var log = new KeptLog<Evaluator>();
        var long1 = side == TruncationSide.Left ? new string('a', 30) : new string('b', 30);
        var long2 = side == TruncationSide.Left ? new string('c', 30) : new string('d', 30);

        // Both long inputs share the end that stays, so that a model cannot tell them apart.
        var score = await EvaluateAsync(log, side, side == TruncationSide.Left ? [long1 + "same end.", long2 + "same end.", "short"] : ["same start" + long1, "same start" + long2, "short"], inputTokens: 10);

        Assert.Equal(2, score.CutInputs);
        Assert.Equal(score.Predictions[0].Prediction, score.Predictions[1].Prediction);
        Assert.Contains("Task 'copy': 2 of 3 inputs were cut to 10 tokens, ", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_that_fit_are_not_spoken_of()
    {
        var log = new KeptLog<Evaluator>();

        var score = await EvaluateAsync(log, TruncationSide.Right, ["123456789", "short"], inputTokens: 10);

        Assert.Equal(0, score.CutInputs);
        Assert.Empty(log.Warnings);
    }

    private static async Task<TaskScore> EvaluateAsync(KeptLog<Evaluator> log, TruncationSide side, string[] inputs, int inputTokens)
    {
        using var model = new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 3 });
        model.eval();
        var vocabulary = new ByteVocabulary();
        var task = Seq2SeqTask.Create<string>("copy", task => task
            .ReadFrom(new InMemorySource<string>(inputs, inputs)).Format(row => new(row, "yes")).ScoreWith(new Accuracy()).Truncate(side));
        var evaluator = new Evaluator(
            new T5Generator(model, vocabulary), vocabulary, new TaskRegistry([task], []), new() { InputTokens = inputTokens, Limits = new(MaxNewTokens: 6) }, log);
        await foreach (var score in evaluator.EvaluateAsync("copy", cancellationToken: TestContext.Current.CancellationToken)) return score;
        throw new InvalidOperationException("The task was not scored.");
    }
}
