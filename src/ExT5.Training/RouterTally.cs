using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>Adds up what routers did in the batches of a step.</summary>
/// <param name="experts">The model's experts; null when it has none.</param>
internal sealed class RouterTally(ExpertsConfig? experts)
{
    private int _batches;
    private double _zLoss, _loadBalancing;
    private long _tokens, _dropped;

    /// <summary>Null for a model without experts.</summary>
    public RouterReport? Report => experts is null || _batches == 0
        ? null
        : new(_zLoss / _batches, _loadBalancing / _batches, _tokens == 0 ? 0 : (double)_dropped / _tokens);

    /// <summary>Adds a batch.</summary>
    /// <param name="routers">What was recorded in its forward pass.</param>
    /// <param name="weight">What its routers' losses are multiplied by.</param>
    /// <returns>What they add to the loss; null for a model without experts.</returns>
    public Tensor? Add(RouterRecord routers, double weight)
    {
        if (experts is null) return null;
        var losses = routers.Losses();
        _batches++;
        _zLoss += Value(losses.EncoderZLoss) + Value(losses.DecoderZLoss);
        _loadBalancing += Value(losses.EncoderLoadBalancing) + Value(losses.DecoderLoadBalancing);
        _tokens += routers.Tokens;
        _dropped += routers.CountDroppedTokens();
        using Scalar factor = (float)weight;
        return losses.Total(experts) * factor;
    }

    private static double Value(Tensor scalar) => scalar.item<float>();
}
