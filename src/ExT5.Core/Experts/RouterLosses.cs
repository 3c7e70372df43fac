using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// The losses of the routers of both stacks before their factors, float32 scalars; 0 for a stack without sparse layers.
/// </summary>
/// <remarks>
/// Values are those of Transformers, with one exception: where every block of a stack is sparse, Transformers 4.41 leaves
/// its losses out, so that nothing balances its experts; here they are computed like all others.
/// </remarks>
/// <param name="EncoderZLoss">Mean of <c>log(Z)^2</c> over the encoder's routed tokens.</param>
/// <param name="EncoderLoadBalancing">Load balancing of the encoder's experts, 1 when all are used alike.</param>
/// <param name="DecoderZLoss">Mean of <c>log(Z)^2</c> over the decoder's routed tokens.</param>
/// <param name="DecoderLoadBalancing">Load balancing of the decoder's experts.</param>
public sealed record RouterLosses(
    Tensor EncoderZLoss, Tensor EncoderLoadBalancing, Tensor DecoderZLoss, Tensor DecoderLoadBalancing)
{
    /// <summary>What is added to the mean cross-entropy of a target token.</summary>
    /// <param name="experts">The model's factors.</param>
    /// <returns>A scalar that belongs to the caller's dispose scope.</returns>
    public Tensor Total(ExpertsConfig experts)
    {
        ArgumentNullException.ThrowIfNull(experts);
        using var scope = NewDisposeScope();
        using Scalar zFactor = (float)experts.ZLoss, balanceFactor = (float)experts.LoadBalancingLoss;
        var z = EncoderZLoss.add(DecoderZLoss, Scalars.One).mul(zFactor);
        var balance = EncoderLoadBalancing.add(DecoderLoadBalancing, Scalars.One).mul(balanceFactor);
        return z.add(balance, Scalars.One).MoveToOuterDisposeScope();
    }
}
