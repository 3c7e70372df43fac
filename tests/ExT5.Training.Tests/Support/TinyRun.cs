using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests;

/// <summary>A run that takes milliseconds a step: a tiny model, bytes as vocabulary, one supervised and one denoising task.</summary>
internal sealed class TinyRun : IDisposable
{
    public static T5Config Config { get; } = new()
    {
        VocabularySize = 384,
        ModelSize = 32,
        KeyValueSize = 8,
        FeedForwardSize = 48,
        Heads = 4,
        EncoderLayers = 2,
        DecoderLayers = 2,
        DropoutRate = 0.1,
    };

    /// <summary>The same with experts: block 1 of each stack is sparse, and some tokens find their expert full.</summary>
    public static T5Config SwitchConfig { get; } = Config with
    {
        ModelType = T5ModelType.Switch,
        Activation = FeedForwardActivation.Relu,
        Experts = new() { Count = 3, Capacity = 10, ZLoss = 0.01, LoadBalancingLoss = 0.01 },
    };

    public static TaskRegistry Registry { get; } = NewRegistry();

    public TinyRun(
        TrainingOptions options, T5Config? config = null, Vocabulary? vocabulary = null, TimeProvider? time = null,
        ILearningRateSchedule? schedule = null, T5ModelOptions? modelOptions = null, TaskRegistry? registry = null)
    {
        Model = new T5Model(config ?? Config, modelOptions ?? new T5ModelOptions { Seed = 7 });
        Optimizer = new AdamW(Model.NamedParameters.Select(entry => (entry.Key, entry.Value)));
        Vocabulary = vocabulary ?? new ByteVocabulary();
        Trainer = new Trainer(
            Model, Optimizer, registry ?? Registry, Vocabulary, options, schedule ?? new ConstantSchedule(1e-2), timeProvider: time);
    }

    public T5Model Model { get; }

    public IOptimizer Optimizer { get; }

    public Vocabulary Vocabulary { get; }

    public Trainer Trainer { get; }

    /// <summary>Options of a run of so many steps that saves into a folder, if one is named.</summary>
    public static TrainingOptions Options(long steps, string? folder = null) => new()
    {
        Steps = steps,
        OutputFolder = folder,
        Batch = new BatchShape(Sequences: 4, Inputs: 48, Targets: 16),
        CheckpointSteps = null,
    };

    /// <summary>Trains until the end or until so many steps are done, and returns the reports.</summary>
    public async Task<List<StepReport>> TrainAsync(long stopAfter = long.MaxValue, string mixture = "both")
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var reports = new List<StepReport>();
        await foreach (var report in Trainer.TrainAsync(mixture, stopping.Token))
        {
            reports.Add(report);
            if (report.Step == stopAfter) await stopping.CancelAsync();
        }
        return reports;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Dispose();
    }

    private static TaskRegistry NewRegistry()
    {
        TextExample[] facts = [.. Enumerable.Range(0, 16).Select(i => new TextExample($"number {i}", $"{i * 37 % 100:D2}"))];
        string[] texts = [.. Enumerable.Range(0, 8).Select(i => $"the {i}th text has more letters than one row holds, so it is cut")];
        return new TaskRegistryBuilder()
            .AddTask<TextExample>("facts", task => task.InFamily(TaskFamily.ClosedBookQA)
                .ReadFrom(new InMemoryRows<TextExample>(facts)).Format(row => row).ScoreWith(new Accuracy()))
            .AddTask<string>("texts", task => task
                .ReadFrom(new InMemoryRows<string>(texts)).Denoise(text => text, new SpanCorruption()))
            .AddMixture("both", mixture => mixture.Add(1, "facts").Add(1, "texts"))
            .Build();
    }
}
