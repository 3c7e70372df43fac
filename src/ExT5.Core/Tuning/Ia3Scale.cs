using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// A learned factor l of each output, <c>y = l * (x W^T)</c>, or, for feed-forward products, of each input,
/// <c>y = (l * x) W^T</c> (Liu et al. 2022, "(IA)^3"). l starts at 1.
/// </summary>
internal sealed class Ia3Scale : ProjectionAdapter
{
    private readonly Parameter _factors; // [out, 1] or [1, in]
    private readonly bool _ofInput;

    /// <param name="weight">The frozen matrix <c>[out, in]</c>.</param>
    /// <param name="ofInput">Whether inputs are scaled.</param>
    public Ia3Scale(Tensor weight, bool ofInput)
    {
        _ofInput = ofInput;
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        _factors = OwnedParameter.Of(ones(ofInput ? [1, weight.shape[1]] : [weight.shape[0], 1], ScalarType.Float32, weight.device));
        Parameters = new Dictionary<string, Parameter> { ["ia3_l"] = _factors };
    }

    public override IReadOnlyDictionary<string, Parameter> Parameters { get; }

    public override Tensor Apply(Tensor x, Tensor weight, bool training)
    {
        using var scope = NewDisposeScope();
        var input = x.to(weight.dtype);
        var factors = _factors.flatten().to(weight.dtype);
        var y = _ofInput ? functional.linear(input * factors, weight) : functional.linear(input, weight) * factors;
        return y.MoveToOuterDisposeScope();
    }

    public override Tensor Merged(Tensor weight) => weight * _factors;
}
