using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

namespace ExT5.Stress;

/// <summary>Short runs of the trainer.</summary>
internal static class Training
{
    private const int Steps = 40;

    private static readonly TaskRegistry Registry = new TaskRegistryBuilder()
        .AddTask<TextExample>("facts", task => task
            .ReadFrom(new InMemorySource<TextExample>(train: Facts(), validation: Facts())).Format(row => row).ScoreWith(new Accuracy()))
        .AddTask<string>("texts", task => task
            .ReadFrom(new InMemorySource<string>(train: [.. Enumerable.Range(0, 8).Select(i => $"the {i}th text has more letters than one row holds")]))
            .Denoise(text => text, new SpanCorruption()))
        .AddMixture("both", mixture => mixture.Add(1, "facts").Add(1, "texts"))
        .Build();

    public static Part[] Optimizers { get; } =
    [
        new("training steps, adamw", () => Run(TinyModel.Experts, model => new AdamW(model.named_parameters())), Steps),
        new("training steps, adafactor", () => Run(TinyModel.Config, model => new Adafactor(model.named_parameters())), Steps),
    ];

    public static Part[] Rest { get; } =
    [
        new("training steps, accumulated", () => Run(TinyModel.Config, Momentum, options => options.GradientAccumulation = 2), Steps),
        new("training steps, mixture reweighted", Reweighted, Steps),
        new("stop and resume", Resumed, Steps),
        new("evaluations", Evaluated),
    ];

    private static IOptimizer Momentum(T5Model model) => new Adafactor(model.named_parameters(), new AdafactorOptions { Momentum = 0.9 });

    private static string Reweighted()
    {
        using var reference = TinyModel.Make(TinyModel.Config);
        return Run(TinyModel.Config, Momentum, reweighting: new DoReMiReweighting(reference, EverySteps: 10));
    }

    private static string Resumed()
    {
        var folder = Directory.CreateTempSubdirectory("ext5-stress").FullName;
        void Save(TrainingOptions options) => (options.OutputFolder, options.CheckpointSteps) = (folder, 15);
        var first = Run(TinyModel.Config, Momentum, options => { Save(options); options.Steps = Steps / 2; });
        var second = Run(TinyModel.Config, Momentum, options => { Save(options); options.AllowChangedRun = true; });
        Directory.Delete(folder, recursive: true);
        return $"{first} {second}";
    }

    private static string Run(
        T5Config config, Func<T5Model, IOptimizer> optimizer, Action<TrainingOptions>? change = null, DoReMiReweighting? reweighting = null)
    {
        using var model = TinyModel.Make(config);
        using var steps = optimizer(model);
        var options = new TrainingOptions { Steps = Steps, Batch = new(Sequences: 4, Inputs: 48, Targets: 16), ClipNorm = 1, CheckpointSteps = null };
        change?.Invoke(options);
        var loss = new Seq2SeqLoss(ZLoss: 1e-3, LabelSmoothing: 0.1, Normalization: LossNormalization.TargetTokens);
        var trainer = new Trainer(
            model, steps, Registry, new ByteVocabulary(), options, new ConstantSchedule(1e-2), loss, reweighting: reweighting);
        return string.Join(" ", trainer.TrainAsync("both").ToBlockingEnumerable().Select(report => report.Loss.ToString("R")));
    }

    private static string Evaluated()
    {
        using var generator = new T5Generator(TinyModel.Shared, new ByteVocabulary());
        var evaluator = new Evaluator(generator, new ByteVocabulary(), Registry, new EvaluationOptions { BootstrapSamples = 100, BaselineRows = 4 });
        return string.Join(" ", evaluator.EvaluateAsync("facts").ToBlockingEnumerable().Select(task => task.ToString()));
    }

    private static TextExample[] Facts() => [.. Enumerable.Range(0, 16).Select(i => new TextExample($"number {i}", $"{i * 37 % 100:D2}"))];
}
