using ExT5.Core;
using ExT5.Data;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

/// <summary>A <see cref="TinyRun"/> that changes a part of its model: an adapter, or what is not frozen.</summary>
internal sealed class TunedRun : IDisposable
{
    public TunedRun(TrainingOptions options, Action<T5Model> prepare, ulong weightSeed = 7, double rate = 1e-2, T5Config? config = null)
    {
        Model = new T5Model(config ?? TinyRun.Config, new T5ModelOptions { Seed = weightSeed });
        prepare(Model);
        Optimizer = new AdamW(Model.TrainableParameters.Select(entry => (entry.Key, entry.Value)));
        Trainer = new Trainer(Model, Optimizer, TinyRun.Registry, new ByteVocabulary(), options, new ConstantSchedule(rate));
    }

    public T5Model Model { get; }

    public IOptimizer Optimizer { get; }

    public Trainer Trainer { get; }

    /// <summary>The model's own parameters as they are now.</summary>
    public Dictionary<string, float[]> Values() =>
        Model.NamedParameters.ToDictionary(entry => entry.Key, entry => entry.Value.data<float>().ToArray());

    public async Task<List<StepReport>> TrainAsync(long stopAfter = long.MaxValue)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var reports = new List<StepReport>();
        await foreach (var report in Trainer.TrainAsync("facts", stopping.Token))
        {
            reports.Add(report);
            if (report.Step == stopAfter) await stopping.CancelAsync();
        }

        return reports;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Adapter?.Dispose();
        Model.Dispose();
    }
}
