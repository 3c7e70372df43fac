using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class DoReMiReweightingTests
{
    [Fact]
    public async Task A_task_the_reference_knows_better_is_drawn_more_often()
    {
        using var reference = await TrainedOnAsync("hard");
        using var run = new Run(reference);

        var reports = await run.TrainAsync(60);

        var weights = reports.Last(report => report.Reweighted is not null).Reweighted!;
        Assert.True(weights["hard"] > 0.6, $"hard has {weights["hard"]}, easy {weights["easy"]}.");
        Assert.Equal(1, weights.Values.Sum(), 9);
    }

    [Fact]
    public async Task Weights_are_those_of_DoReMi_for_the_mean_excess_of_the_steps_between()
    {
        using var reference = new T5Model(TinyRun.Config with { DropoutRate = 0 }, new T5ModelOptions { Seed = 7 });
        using var run = new Run(reference, everySteps: 1);

        var first = Assert.Single(await run.TrainAsync(1));

        // The same weights at the start: no token is worse than the reference's, and float32 rounds either way.
        Assert.Equal([0.5, 0.5], first.Reweighted!.Values, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public async Task A_run_goes_on_with_its_weights_bit_for_bit()
    {
        using var reference = await TrainedOnAsync("hard");
        using var folder = new TemporaryFolder();
        using var whole = new Run(reference, everySteps: 5);
        var expected = await whole.TrainAsync(24);
        using (var first = new Run(reference, everySteps: 5)) await first.TrainAsync(24, folder.Path, stopAfter: 13);
        using var second = new Run(reference, everySteps: 5);

        var rest = await second.TrainAsync(24, folder.Path);

        Assert.Equal(expected[13..].Select(report => report.Loss), rest.Select(report => report.Loss));
        Assert.Equal(expected[^5].Reweighted, rest[^5].Reweighted);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        using var model = new T5Model(TinyRun.Config);

        Assert.Throws<ArgumentNullException>(() => new DoReMiReweighting(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DoReMiReweighting(model, EverySteps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DoReMiReweighting(model, StepSize: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DoReMiReweighting(model, Smoothing: 2));
    }

    private static async Task<T5Model> TrainedOnAsync(string task)
    {
        var run = new Run(reference: null);
        await run.TrainAsync(80, mixture: task);
        return run.Model;
    }

    private sealed class Run : IDisposable
    {
        private static readonly TaskRegistry Registry = new TaskRegistryBuilder()
            .Add(Facts("easy", _ => "a")).Add(Facts("hard", i => $"{i * 37 % 100:D2}"))
            .AddMixture("both", mix => mix.Add(1, "easy", "hard")).Build();

        private readonly DoReMiReweighting? _reweighting;
        private readonly AdamW _optimizer;

        public Run(T5Model? reference, long everySteps = 10)
        {
            Model = new T5Model(TinyRun.Config with { DropoutRate = 0 }, new T5ModelOptions { Seed = 7 });
            _optimizer = new AdamW(Model.NamedParameters.Select(entry => (entry.Key, entry.Value)));
            _reweighting = reference is null ? null : new DoReMiReweighting(reference, everySteps);
        }

        public T5Model Model { get; }

        public async Task<List<StepReport>> TrainAsync(long steps, string? folder = null, long stopAfter = long.MaxValue, string mixture = "both")
        {
            var options = TinyRun.Options(steps, folder);
            options.Batch = options.Batch with { Window = 64 };
            var trainer = new Trainer(Model, _optimizer, Registry, new ByteVocabulary(), options, new ConstantSchedule(1e-2), reweighting: _reweighting);
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var reports = new List<StepReport>();
            await foreach (var report in trainer.TrainAsync(mixture, stopping.Token))
            {
                reports.Add(report);
                if (report.Step == stopAfter) await stopping.CancelAsync();
            }

            return reports;
        }

        public void Dispose()
        {
            _optimizer.Dispose();
            Model.Dispose();
        }

        private static Seq2SeqTask Facts(string name, Func<int, string> answer) => Seq2SeqTask.Create<TextExample>(name, task => task
            .ReadFrom(new InMemorySource<TextExample>([.. Enumerable.Range(0, 32).Select(i => new TextExample($"{name} {i}", answer(i)))]))
            .Format(example => example));
    }
}
