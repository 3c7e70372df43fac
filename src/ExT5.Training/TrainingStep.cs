using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>What a step computed.</summary>
internal sealed record StepResult(LossTally Losses, RouterReport? Routers, double LearningRate, double GradientNorm, bool Updated);

/// <summary>One optimizer step: forward, loss, backward, clip, update.</summary>
internal sealed class TrainingStep(
    T5Model model, IOptimizer optimizer, ILearningRateSchedule schedule, Seq2SeqLoss loss, TrainingOptions options, ILogger logger,
    ExcessLosses? excess = null)
{
    private readonly IReadOnlyDictionary<string, TorchSharp.Modules.Parameter> _parameters = model.TrainableParameters;
    private readonly GradientClipping _clipping =
        options.ClipNorm is { } norm ? new GradientClipping(norm) : GradientClipping.None;

    /// <summary>Whether a step came so far that parameters may have changed; whoever has seen to that sets it back.</summary>
    public bool HasUpdated { get; set; }

    /// <summary>Takes a step; afterwards torch's generator is as it was before.</summary>
    /// <param name="step">Steps done before it.</param>
    /// <param name="batches">Its batches; their gradients add up to that of one batch with all their rows.</param>
    /// <param name="tasks">The tasks of the batches' task ids.</param>
    public StepResult Run(long step, IReadOnlyList<PackedBatch> batches, IReadOnlyList<Seq2SeqTask> tasks)
    {
        // Other threads may generate with the model, before the step or after it.
        using var exclusive = model.ExclusiveUse();
        using var generator = new KeptGenerator();
        var routers = new RouterTally(model.Config.Experts);
        var losses = Gradients(step, batches, tasks, routers);
        var norm = _clipping.Apply(_parameters.Values);
        var rate = schedule.At(step);
        var updated = norm.IsFinite && double.IsFinite(losses.Mean);
        if (updated) Update(rate);
        else Refuse(step, batches);
        optimizer.ZeroGrad();
        CollectWrappers();
        return new StepResult(losses, routers.Report, rate, norm.Value, updated);
    }

    /// <summary>Leaves the gradient of the loss of all batches together in the parameters.</summary>
    internal LossTally Gradients(
        long step, IReadOnlyList<PackedBatch> batches, IReadOnlyList<Seq2SeqTask> tasks, RouterTally routers)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        var tally = new LossTally(tasks);
        var tensors = batches.Select(batch => DeviceBatch.From(batch, model.Config, model.Device)).ToList();
        var units = tensors.Sum(batch => loss.Units(batch.Targets));
        // Routers' losses are means over rows, and batches have equally many.
        var routerWeight = model.Config.Experts is null
            ? 0
            : tensors.Sum(batch => loss.WeightOfMean(batch.Targets, units)) / batches.Count;
        SeedDropout(step);
        model.train();
        optimizer.ZeroGrad();
        for (var i = 0; i < batches.Count; i++)
        {
            var losses = Backward(tensors[i], units, routers, routerWeight);
            tally.Add(batches[i], losses);
            excess?.Add(batches[i], losses);
        }

        return tally;
    }

    /// <summary>Adds a batch's gradients to the parameters' and returns the cross-entropy of each target.</summary>
    private float[] Backward(DeviceBatch batch, double units, RouterTally tally, double routerWeight)
    {
        using var scope = NewDisposeScope();
        using var routers = new RouterRecord();
        var inputs = batch.Inputs;
        var memory = model.Encode(inputs.EncoderTokens, inputs.EncoderSegmentIds, inputs.Packed, routers); // [B, S, M]
        var hidden = model.Decode(inputs, memory, routers); // [B, T, M]
        var result = loss.Backward(hidden, model.Logits, batch.Targets, units, tally.Add(routers, routerWeight));
        return result.TokenCrossEntropy.cpu().data<float>().ToArray();
    }

    private void SeedDropout(long step) =>
        KeptGenerator.Seed(model.Device, CounterRandom.Combine(options.Seed, (ulong)step));

    private void Update(double rate)
    {
        HasUpdated = true;
        optimizer.Step(rate);
    }

    private void Refuse(long step, IReadOnlyList<PackedBatch> batches)
    {
        using var scope = NewDisposeScope();
        var tensors = batches.Select(batch => DeviceBatch.From(batch, model.Config, model.Device)).ToList();
        var first = new NonFiniteSearch(model).Find(tensors, () => SeedDropout(step));
        optimizer.ZeroGrad();
        if (options.NonFinite == NonFinitePolicy.Stop) throw new NonFiniteStepException(step + 1, first);
        Log.UpdateSkipped(logger, step + 1, first.ToString());
    }

    private static void CollectWrappers()
    {
        // Native scalars and tensors that wait for their finalizers pin the native heap: with this it stays flat.
        GC.Collect(0);
        GC.WaitForPendingFinalizers();
    }
}
