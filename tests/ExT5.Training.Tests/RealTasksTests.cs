using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests;

/// <summary>Real tasks from their files to a score: format, pack, train 20 steps, decode, measure.</summary>
[Collection(TorchGenerator.Name)]
public sealed class RealTasksTests
{
    private static readonly T5Config Config = TinyRun.Config with { VocabularySize = 32_128, DropoutRate = 0 };

    [Fact]
    public async Task Real_tasks_are_trained_on_decoded_and_scored()
    {
        var folder = SharedFolder.Require("data");
        var vocabulary = T5Vocabulary.Load(Path.Combine(folder, "vocab", "t5", "spiece.model"));
        var scores = new List<TaskScore>();

        foreach (var task in RealTasks.In(folder)) scores.AddRange(await RunAsync(task.Task, vocabulary));

        TestContext.Current.TestOutputHelper?.WriteLine(new EvaluationTable(scores).ToMarkdown());
        Assert.True(scores.Count >= 40, $"{scores.Count} tasks were scored.");
        Assert.All(scores, score => Assert.InRange(score.Score, -100, 1000));
    }

    private static async Task<IReadOnlyList<TaskScore>> RunAsync(Seq2SeqTask task, Vocabulary vocabulary)
    {
        var registry = new TaskRegistryBuilder().Add(task).Build();
        using var run = new TinyRun(
            new() { Steps = 20, Batch = new(Sequences: 2, Inputs: 256, Targets: 64) { Window = 64 } }, Config, vocabulary, registry: registry);
        var reports = await run.TrainAsync(mixture: task.Name);
        Assert.Equal(20, reports.Count);
        Assert.All(reports, report => Assert.True(double.IsFinite(report.Loss)));
        Assert.True(reports[^1].Loss < reports[0].Loss, $"{task.Name}: the loss went from {reports[0].Loss} to {reports[^1].Loss}.");

        using var generator = new T5Generator(run.Model, vocabulary);
        var evaluator = new Evaluator(generator, vocabulary, registry, new()
        {
            ExamplesPerTask = 8,
            InputTokens = 256,
            BaselineRows = 64,
            BootstrapSamples = 100,
            Limits = new() { MaxNewTokens = 16 },
        });
        var split = await HasValidationAsync(task) ? DatasetSplit.Validation : DatasetSplit.Train;
        var scores = new List<TaskScore>();
        await foreach (var score in evaluator.EvaluateAsync(task.Name, split, TestContext.Current.CancellationToken)) scores.Add(score);
        return scores;
    }

    private static async Task<bool> HasValidationAsync(Seq2SeqTask task)
    {
        try
        {
            return (await task.OpenAsync(DatasetSplit.Validation, TestContext.Current.CancellationToken)).Count > 0;
        }
        catch (DataSourceException)
        {
            return false;
        }
    }
}
