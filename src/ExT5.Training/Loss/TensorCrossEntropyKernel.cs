using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>The gradient written out in tensor operations, for any device.</summary>
internal sealed class TensorCrossEntropyKernel : ICrossEntropyKernel
{
    public bool Supports(Tensor logits) => true;

    public void Apply(
        Tensor logits, Tensor targets, Tensor scales, CrossEntropyTerms terms, Tensor gradient,
        CrossEntropyOutput output)
    {
        using var scope = NewDisposeScope();
        var losses = TokenLoss.Of(logits, targets, terms);
        output.Losses.copy_(losses.Losses);
        output.CrossEntropies.copy_(losses.CrossEntropies);

        var logNormalizer = logits.logsumexp(-1);
        using Scalar zLoss = 2 * terms.ZLoss, smoothing = terms.LabelSmoothing / logits.shape[1], hit = -(1 - terms.LabelSmoothing);
        var towardsNormalizer = scales * logNormalizer.mul(zLoss).add(Scalars.One, Scalars.One);
        gradient.copy_(logits).sub_(logNormalizer.unsqueeze(-1)).exp_().mul_(towardsNormalizer.unsqueeze(-1));
        if (terms.LabelSmoothing > 0)
            gradient.sub_((scales * smoothing).unsqueeze(-1));
        gradient.scatter_add_(1, targets.unsqueeze(-1), (scales * hit).unsqueeze(-1));
    }
}
