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
        // Held: an implicit scalar may be finalized while the native call reads it.
        using Scalar hit = 1 - terms.LabelSmoothing, smoothing = terms.LabelSmoothing, zLoss = terms.ZLoss;
        if (terms.LabelSmoothing > 0)
            loss = (crossEntropy * hit) + ((logNormalizer - x.mean([-1])) * smoothing);
        if (terms.ZLoss > 0)
            loss = loss + (logNormalizer.square() * zLoss);
        return new(loss, crossEntropy);
    }
}
