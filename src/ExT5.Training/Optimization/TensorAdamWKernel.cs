using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>The definition of AdamW, in tensor operations: any device and any floating-point type.</summary>
internal sealed class TensorAdamWKernel : IAdamWKernel
{
    public bool Supports(AdamWSlot slot, Tensor gradient) => true;

    public void Apply(AdamWSlot slot, Tensor gradient, AdamWUpdate update)
    {
        using var scope = NewDisposeScope();
        var parameter = slot.Parameter.Value;
        var (mean, meanSquare) = (slot.Mean, slot.MeanSquare);
        // State and arithmetic in float32 whatever the parameter's type.
        var g = gradient.to(ScalarType.Float32);
        mean.mul_(update.Beta1).add_(g, alpha: 1 - update.Beta1);
        meanSquare.mul_(update.Beta2).addcmul_(g, g, 1 - update.Beta2);
        var denominator = meanSquare.sqrt().mul_(update.RootScale).add_(update.Epsilon);
        var kept = parameter.detach().to(ScalarType.Float32).mul(update.Keep);
        parameter.copy_(kept.addcdiv_(mean, denominator, -update.StepSize));
    }
}
