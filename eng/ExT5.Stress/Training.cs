using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

namespace ExT5.Stress;

/// <summary>A short run of the trainer: AdamW on a model with experts, Adafactor on a plain one.</summary>
internal sealed class Training(string optimizer) : IPart
{
    private const int Steps = 40;

    private static readonly TaskRegistry Registry = new TaskRegistryBuilder()
        .AddTask<TextExample>("facts", task => task
            .ReadFrom(new InMemorySource<TextExample>(train: [.. Enumerable.Range(0, 16).Select(i => new TextExample($"number {i}", $"{i * 37 % 100:D2}"))]))
            .Format(row => row).ScoreWith(new Accuracy()))
        .AddTask<string>("texts", task => task
            .ReadFrom(new InMemorySource<string>(train: [.. Enumerable.Range(0, 8).Select(i => $"the {i}th text has more letters than one row holds")]))
            .Denoise(text => text, new SpanCorruption()))
        .AddMixture("both", mixture => mixture.Add(1, "facts").Add(1, "texts"))
        .Build();

    public string Name => $"training steps, {optimizer}";

    public (string Result, long Calls) Run()
    {
        using var model = TinyModel.Make(optimizer == "adamw" ? TinyModel.Experts : TinyModel.Config);
        using IDisposable steps = optimizer == "adamw" ? new AdamW(model.named_parameters()) : new Adafactor(model.named_parameters());
        var options = new TrainingOptions { Steps = Steps, Batch = new(Sequences: 4, Inputs: 48, Targets: 16), ClipNorm = 1, CheckpointSteps = null };
        var loss = new Seq2SeqLoss(ZLoss: 1e-3, LabelSmoothing: 0.1, Normalization: LossNormalization.TargetTokens);
        var trainer = new Trainer(model, (IOptimizer)steps, Registry, new ByteVocabulary(), options, new ConstantSchedule(1e-2), loss);
        return (string.Join(" ", trainer.TrainAsync("both").ToBlockingEnumerable().Select(report => report.Loss.ToString("R"))), Steps);
    }
}
