using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

[Collection(TorchGenerator.Name)]
public sealed class TrainingStepTests
{
    // Sums of the same float32 products in another order.
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(LossNormalization.Sum)]
    [InlineData(LossNormalization.TargetTokens)]
    [InlineData(LossNormalization.TargetPlaces)]
    [InlineData(LossNormalization.Sequences)]
    public Task Gradients_of_three_batches_add_up_to_those_of_one_with_all_their_rows(LossNormalization normalization) =>
        AddUp(TinyRun.Config with { DropoutRate = 0 }, normalization);

    [Theory]
    [InlineData(LossNormalization.Sum)]
    [InlineData(LossNormalization.TargetTokens)]
    [InlineData(LossNormalization.Sequences)]
    public Task Those_of_a_model_with_experts_do_too(LossNormalization normalization) => AddUp(
        TinyRun.SwitchConfig with { DropoutRate = 0, Experts = TinyRun.SwitchConfig.Experts! with { JitterNoise = 0 } }, normalization);

    private static async Task AddUp(T5Config config, LossNormalization normalization)
    {
        var pipeline = await Seq2SeqPipeline.OpenAsync(
            TinyRun.Registry, "both", new ByteVocabulary(), new BatchShape(2, 48, 16), seed: 1,
            cancellationToken: TestContext.Current.CancellationToken);
        PackedBatch[] parts = [pipeline.Next(), pipeline.Next(), pipeline.Next()];

        var apart = Gradients(config, normalization, pipeline.Tasks, parts);
        var together = Gradients(config, normalization, pipeline.Tasks, Joined(parts));

        Assert.Equal(together.Loss, apart.Loss, together.Loss * Tolerance);
        Assert.All(together.Gradients, entry => Assert.InRange(
            Distance(entry.Value, apart.Gradients[entry.Key]), 0, Tolerance));
    }

    [Fact]
    public Task Native_tensors_do_not_pile_up_over_steps() => LiveTensorsAreFlat(TinyRun.Config, steps: 30);

    [Fact]
    public Task Nor_do_those_of_experts() => LiveTensorsAreFlat(TinyRun.SwitchConfig, steps: 30);

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public Task Native_tensors_do_not_pile_up_over_a_thousand_steps(bool experts) =>
        LiveTensorsAreFlat(experts ? TinyRun.SwitchConfig : TinyRun.Config, steps: 1_000);

    private static async Task LiveTensorsAreFlat(T5Config config, long steps)
    {
        using var run = new TinyRun(TinyRun.Options(steps), config);
        var counts = new List<long>();
        await foreach (var _ in run.Trainer.TrainAsync("both", TestContext.Current.CancellationToken))
            counts.Add(TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        Assert.All(counts.Skip(5), count => Assert.Equal(counts[5], count));
    }

    private static (double Loss, Dictionary<string, float[]> Gradients) Gradients(
        T5Config config, LossNormalization normalization, IReadOnlyList<Seq2SeqTask> tasks, params PackedBatch[] batches)
    {
        using var run = new TinyRun(TinyRun.Options(1), config);
        var step = new TrainingStep(
            run.Model, run.Optimizer, new ConstantSchedule(0), new Seq2SeqLoss(Normalization: normalization),
            TinyRun.Options(1), NullLogger.Instance);
        var losses = step.Gradients(0, batches, tasks, new RouterTally(run.Model.Config.Experts));
        using var scope = NewDisposeScope();
        return (losses.Mean, run.Model.NamedParameters.ToDictionary(entry => entry.Key, entry => entry.Value.grad!.contiguous().data<float>().ToArray()));
    }

    private static PackedBatch Joined(PackedBatch[] parts) => new()
    {
        Shape = parts[0].Shape with { Sequences = parts.Sum(part => part.Shape.Sequences) },
        EncoderInputTokens = [.. parts.SelectMany(part => part.EncoderInputTokens)],
        EncoderSegmentIds = [.. parts.SelectMany(part => part.EncoderSegmentIds)],
        EncoderPositions = [.. parts.SelectMany(part => part.EncoderPositions)],
        DecoderTargetTokens = [.. parts.SelectMany(part => part.DecoderTargetTokens)],
        DecoderInputTokens = [.. parts.SelectMany(part => part.DecoderInputTokens)],
        DecoderLossWeights = [.. parts.SelectMany(part => part.DecoderLossWeights)],
        DecoderSegmentIds = [.. parts.SelectMany(part => part.DecoderSegmentIds)],
        DecoderPositions = [.. parts.SelectMany(part => part.DecoderPositions)],
        DecoderTaskIds = [.. parts.SelectMany(part => part.DecoderTaskIds)],
    };

    /// <summary>Length of the difference relative to the length.</summary>
    private static double Distance(float[] expected, float[] actual) =>
        Math.Sqrt(expected.Zip(actual, (x, y) => Math.Pow(x - y, 2)).Sum() / (expected.Sum(x => Math.Pow(x, 2)) + 1e-20));
}
