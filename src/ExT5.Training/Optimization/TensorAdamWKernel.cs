using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>The definition of AdamW, in tensor operations: any device and any floating-point type.</summary>
internal sealed class TensorAdamWKernel : IAdamWKernel
{
    public bool Supports(AdamWSlot slot, Tensor gradient) => true;

    public void Apply(AdamWSlot slot, Tensor gradient, AdamWUpdate update)
    {
        using var scope = NewDisposeScope();
        using Scalar beta1 = update.Beta1, gain1 = 1 - update.Beta1, beta2 = update.Beta2, gain2 = 1 - update.Beta2;
        using Scalar rootScale = update.RootScale, epsilon = update.Epsilon, keep = update.Keep, stepSize = -update.StepSize;
        var parameter = slot.Parameter.Value;
        var (mean, meanSquare) = (slot.Mean, slot.MeanSquare);
        // State and arithmetic in float32 whatever the parameter's type.
        var g = gradient.to(ScalarType.Float32);
        mean.mul_(beta1).add_(g, alpha: gain1);
        meanSquare.mul_(beta2).addcmul_(g, g, gain2);
        var denominator = meanSquare.sqrt().mul_(rootScale).add_(epsilon, Scalars.One);
        var kept = parameter.detach().to(ScalarType.Float32).mul(keep);
        parameter.copy_(kept.addcdiv_(mean, denominator, stepSize));
    }
}
