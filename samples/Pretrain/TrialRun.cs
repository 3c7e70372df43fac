using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using Pretrain.ApiDocs;

namespace Pretrain;

/// <summary>A few steps of a throw-away model, to learn how long a step takes on this machine.</summary>
internal static class TrialRun
{
    // The first steps compile code and share the processors with the first windows of data.
    private const int WarmupSteps = 20;
    private const int Steps = 50;

    /// <summary>The time of a step that nothing else on the machine held up: the lower quartile.</summary>
    public static async Task<TimeSpan> StepTimeAsync(
        T5Config config, PretrainOptions options, TaskRegistry registry, Vocabulary vocabulary, CancellationToken stopping)
    {
        using var model = new T5Model(config, RunSettings.Model(options));
        using var optimizer = Recipe.Optimizer(model);
        var training = new TrainingOptions { Batch = Recipe.Batch, Steps = Steps, Seed = options.Seed };
        var trainer = new Trainer(model, optimizer, registry, vocabulary, training, Recipe.Schedule(Steps), Recipe.Loss);
        var ends = new List<TimeSpan>();
        await foreach (var step in trainer.TrainAsync(ApiDocsMixture.Name, stopping)) ends.Add(step.Elapsed);
        stopping.ThrowIfCancellationRequested();
        var times = ends.Zip(ends.Skip(1), (before, after) => after - before).Skip(WarmupSteps).Order().ToArray();
        return times[times.Length / 4];
    }
}
