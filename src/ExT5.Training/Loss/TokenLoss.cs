using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>The definition of the loss in tensor operations, differentiable by autograd.</summary>
internal static class TokenLoss
{
    /// <summary>Losses of logits <c>[..., V]</c> for targets <c>[...]</c>.</summary>
    public static CrossEntropyOutput Of(Tensor logits, Tensor targets, CrossEntropyTerms terms)
    {
        var x = logits.to(ScalarType.Float32); // softmax in float32 whatever the compute type
        var logNormalizer = x.logsumexp(-1);
        var crossEntropy = logNormalizer - x.gather(-1, targets.unsqueeze(-1)).squeeze(-1);
        var loss = crossEntropy;
        using Scalar hit = 1 - terms.LabelSmoothing, smoothing = terms.LabelSmoothing, zLoss = terms.ZLoss;
        if (terms.LabelSmoothing > 0)
            loss = crossEntropy.mul(hit).add((logNormalizer - x.mean([-1])).mul(smoothing), Scalars.One);
        if (terms.ZLoss > 0)
            loss = loss.add(logNormalizer.pow(Scalars.Two).mul(zLoss), Scalars.One);
        return new(loss, crossEntropy);
    }
}
