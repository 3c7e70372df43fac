using ExT5.Core;
using ExT5.Data;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>Adds up by how much the trained model's token losses exceed a reference model's, and turns them into rates.</summary>
internal sealed class ExcessLosses(DoReMiReweighting reweighting, ReweightingState start)
{
    private readonly double[] _sums = [.. start.ExcessSums];
    private readonly double[] _tokens = [.. start.Tokens];
    private ReweightingState _state = start;

    public ReweightingState State => _state with { ExcessSums = [.. _sums], Tokens = [.. _tokens] };

    /// <summary>Adds the losses of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="losses">The trained model's cross-entropy of each target <c>[B * T]</c>.</param>
    public void Add(PackedBatch batch, ReadOnlySpan<float> losses)
    {
        var reference = ReferenceLosses(batch);
        for (var i = 0; i < reference.Length; i++)
        {
            if (batch.DecoderLossWeights[i] == 0) continue;
            _sums[batch.DecoderTaskIds[i]] += Math.Max(0, (double)losses[i] - reference[i]);
            _tokens[batch.DecoderTaskIds[i]]++;
        }
    }

    /// <summary>New weights when a step is the last before an update, else null.</summary>
    /// <param name="step">Steps done.</param>
    public IReadOnlyList<double>? UpdateAfter(long step)
    {
        if (step % reweighting.EverySteps != 0) return null;
        double[] excess = [.. _sums.Select((sum, task) => _tokens[task] > 0 ? sum / _tokens[task] : _state.LastExcess[task])];
        // A step that was not finite says nothing.
        if (excess.All(double.IsFinite)) _state = _state with { Weights = _state.Weights.Update(excess), LastExcess = excess };
        Array.Clear(_sums);
        Array.Clear(_tokens);
        return _state.Weights.Weights;
    }

    private float[] ReferenceLosses(PackedBatch batch)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var model = reweighting.Reference;
        model.eval();
        var tensors = DeviceBatch.From(batch, model.Config, model.Device);
        var result = new Seq2SeqLoss(ZLoss: 0).Compute(model.forward(tensors.Inputs), tensors.Targets);
        return result.TokenCrossEntropy.cpu().data<float>().ToArray();
    }
}
