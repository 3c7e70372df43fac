using ExT5.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>The definition of Adafactor, in tensor operations: any device, type and number of axes.</summary>
internal sealed class TensorAdafactorKernel : IAdafactorKernel
{
    public bool Supports(AdafactorSlot slot, Tensor gradient) => true;

    public void Apply(AdafactorSlot slot, Tensor gradient, AdafactorUpdate update)
    {
        using var scope = NewDisposeScope();
        // State and arithmetic in float32 whatever the parameter's type.
        var parameter = slot.Parameter.Value.detach().to(ScalarType.Float32);
        var g = gradient.to(ScalarType.Float32);
        var rate = update.RateFor(RootMeanSquare(parameter));

        var step = g * InverseRootMeanSquare(slot, g, update);
        using Scalar factor = rate * update.ClipFactor(RootMeanSquare(step)), keep = update.KeepAt(rate);
        step.mul_(factor);
        if (slot.MeanUpdate is { } mean)
            step = Advance(mean, step, update.Options.Momentum!.Value);
        slot.Parameter.Value.copy_(parameter.mul(keep).sub_(step));
    }

    /// <summary>Moves the mean squares on and returns what the gradient is multiplied by, in its shape.</summary>
    private static Tensor InverseRootMeanSquare(AdafactorSlot slot, Tensor g, AdafactorUpdate update)
    {
        using Scalar epsilon = update.Options.GradientEpsilon;
        var squared = g.pow(Scalars.Two).add_(epsilon, Scalars.One);
        if (slot.Axes is not { } axes)
            return Advance(slot.MeanSquare!, squared, update.Decay).rsqrt();
        var rows = Advance(slot.RowMeanSquare!, squared.mean([axes.Column]), update.Decay);
        var columns = Advance(slot.ColumnMeanSquare!, squared.mean([axes.Row]), update.Decay);
        // The mean over rows of the row means: the row axis keeps its place, the column axis behind it is gone.
        var rowFactor = (rows / rows.mean([axes.Row], keepdim: true)).rsqrt_().unsqueeze(axes.Column);
        return rowFactor * columns.rsqrt().unsqueeze(axes.Row);
    }

    private static Tensor Advance(Tensor mean, Tensor value, double decay)
    {
        using Scalar kept = decay, gained = 1 - decay;
        return mean.mul_(kept).add_(value, alpha: gained);
    }

    private static double RootMeanSquare(Tensor tensor) => tensor.pow(Scalars.Two).mean().sqrt().item<float>();
}
