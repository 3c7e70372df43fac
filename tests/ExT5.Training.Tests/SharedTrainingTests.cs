using ExT5.Core;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class SharedTrainingTests
{
    private const int Steps = 25;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_generates_beside_its_training_and_answers_as_it_did_between_two_steps()
    {
        var (losses, answers) = await Alone();
        using var run = new TinyRun(TinyRun.Options(Steps));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asking = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Ask(run, stop.Token), Token)).ToArray();

        var reports = await run.TrainAsync();

        await stop.CancelAsync();
        var given = (await Task.WhenAll(asking)).SelectMany(texts => texts).ToArray();
        Assert.Equal(losses, reports.Select(report => report.Loss));
        Assert.NotEmpty(given);
        Assert.All(given, text => Assert.Contains(text, answers));
    }

    [Fact]
    public async Task A_model_is_evaluated_by_the_loop_that_trains_it()
    {
        var (losses, _) = await Alone();
        using var run = new TinyRun(TinyRun.Options(Steps));

        var reports = await run.TrainAsync();

        Assert.Equal(losses, reports.Select(report => report.Loss)); // generating in between changes no step
    }

    [Fact]
    public async Task A_stream_that_training_overtakes_ends_in_an_error()
    {
        using var run = new TinyRun(TinyRun.Options(steps: 1));
        var limits = new GenerationLimits(MaxNewTokens: 8, MinNewTokens: 8);
        await using var pieces = new T5Generator(run.Model, run.Vocabulary)
            .GenerateStreamingAsync("abc", null, limits, Token).GetAsyncEnumerator(Token);
        await pieces.MoveNextAsync();

        await run.TrainAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await pieces.MoveNextAsync());
        Assert.Contains("weights have changed", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The losses of all steps, and the answer of the model before each and after the last.</summary>
    private static async Task<(double[] Losses, HashSet<string> Answers)> Alone()
    {
        using var run = new TinyRun(TinyRun.Options(Steps));
        var losses = new List<double>();
        var answers = new HashSet<string> { Answer(run) };
        await foreach (var report in run.Trainer.TrainAsync("both", Token))
        {
            losses.Add(report.Loss);
            answers.Add(Answer(run));
        }

        return ([.. losses], answers);
    }

    private static List<string> Ask(TinyRun run, CancellationToken stop)
    {
        var texts = new List<string>();
        while (!stop.IsCancellationRequested)
            texts.Add(Answer(run));
        return texts;
    }

    private static string Answer(TinyRun run)
    {
        var text = new T5Generator(run.Model, run.Vocabulary).Generate(["what is it?"], new BeamSearch(2), new(MaxNewTokens: 6))[0];
        return $"{text.Text} {text.Score:R}";
    }
}
