using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Stopping;

/// <summary>A run of <see cref="TinyRun"/>'s model on rows that are watched.</summary>
internal sealed class WatchedRun : IDisposable
{
    public const long Steps = 9;
    private readonly T5Model _model;
    private readonly IOptimizer _optimizer;
    private readonly Trainer _trainer;

    public WatchedRun(
        string? folder, Moments moments, Action? opened = null, Action? read = null, bool heedsToken = true, int workers = 1,
        long? checkpointSteps = 4, Func<IOptimizer, IOptimizer>? wrap = null, T5Model? reference = null,
        long steps = Steps)
    {
        _model = new T5Model(TinyRun.Config, new T5ModelOptions { Seed = 7 });
        var optimizer = new AdamW(_model.NamedParameters.Select(entry => (entry.Key, entry.Value)));
        _optimizer = wrap?.Invoke(optimizer) ?? optimizer;
        var options = TinyRun.Options(steps, folder);
        options.Batch = options.Batch with { Window = 64 };
        options.CheckpointSteps = checkpointSteps;
        options.Pipeline.Workers = workers;
        (options.LogEvery, options.GradientAccumulation) = (1, 2);
        _trainer = new Trainer(
            _model, _optimizer, Registry(moments, opened, read, heedsToken), new ByteVocabulary(), options, new WatchedRate(moments),
            timeProvider: moments, logger: moments, reweighting: reference is null ? null : new DoReMiReweighting(reference, EverySteps: 1));
    }

    /// <summary>Losses, each with its step.</summary>
    public async Task<List<(long Step, double Loss)>> TrainAsync(CancellationToken stopping, Action<long>? after = null)
    {
        var losses = new List<(long, double)>();
        await TrainAsync(losses, stopping, after);
        return losses;
    }

    /// <summary>The same into a list that is kept when an error ends the run.</summary>
    public async Task TrainAsync(List<(long Step, double Loss)> losses, CancellationToken stopping, Action<long>? after = null)
    {
        await foreach (var report in _trainer.TrainAsync("both", stopping))
        {
            losses.Add((report.Step, report.Loss));
            after?.Invoke(report.Step);
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
    }

    private static TaskRegistry Registry(Moments moments, Action? opened, Action? read, bool heedsToken)
    {
        TextExample[] facts = [.. Enumerable.Range(0, 40).Select(i => new TextExample($"number {i}", $"{i * 37 % 100:D2}"))];
        string[] texts = [.. Enumerable.Range(0, 9).Select(i => $"the {i}th text has more letters than one row holds, so it is cut")];
        return new TaskRegistryBuilder()
            .AddTask<TextExample>("facts", task => task.ReadFrom(Watch(facts)).Format(row => row).ScoreWith(new Accuracy()))
            .AddTask<string>("texts", task => task.ReadFrom(Watch(texts)).Denoise(text => text, new SpanCorruption()))
            .AddMixture("both", mixture => mixture.Add(1, "facts").Add(1, "texts"))
            .Build();

        WatchedRows<T> Watch<T>(IReadOnlyList<T> rows) => new(
            rows,
            () => { moments.Pass(); opened?.Invoke(); },
            () => { moments.Pass(); read?.Invoke(); },
            heedsToken);
    }

    private sealed class WatchedRate(Moments moments) : ILearningRateSchedule
    {
        public double At(long step)
        {
            moments.Pass();
            return 1e-2;
        }

        public override string ToString() => "constant 0.01";
    }
}
