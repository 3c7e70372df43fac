using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// Low-rank adaptation, <c>y = x W^T + s (dropout(x) A^T) B^T</c> (Hu et al. 2021). r is the rank. A starts uniform in
/// <c>+-in^-0.5</c> and B at 0, as PEFT's kaiming_uniform_ with a = sqrt(5) gives them.
/// </summary>
internal sealed class LoraFactors : ProjectionAdapter
{
    private readonly Parameter _down;
    private readonly Parameter _up;
    private readonly double _scale;
    private readonly double _dropout;

    /// <param name="weight">The frozen matrix <c>[out, in]</c>.</param>
    /// <param name="rank">r.</param>
    /// <param name="scale">s.</param>
    /// <param name="dropout">Part of the input dropped in training mode.</param>
    /// <param name="generator">Draws A on the CPU.</param>
    public LoraFactors(Tensor weight, int rank, double scale, double dropout, Generator generator)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var bound = Math.Pow(weight.shape[1], -0.5);
        _down = OwnedParameter.Of(empty([rank, weight.shape[1]], ScalarType.Float32).uniform_(-bound, bound, generator).to(weight.device));
        _up = OwnedParameter.Of(zeros([weight.shape[0], rank], ScalarType.Float32, weight.device));
        (_scale, _dropout) = (scale, dropout);
        Parameters = new Dictionary<string, Parameter> { ["lora_A.weight"] = _down, ["lora_B.weight"] = _up };
    }

    public override IReadOnlyDictionary<string, Parameter> Parameters { get; }

    public override bool DropsOut => _dropout > 0;

    public override Tensor Apply(Tensor x, Tensor weight, bool training)
    {
        using var scope = NewDisposeScope();
        var input = x.to(weight.dtype);
        var low = functional.linear(TrainingDropout.Apply(input, _dropout, training), _down.to(weight.dtype)); // [..., r]
        var change = functional.linear(low, _up.to(weight.dtype)); // [..., out]
        using Scalar scale = _scale;
        return functional.linear(input, weight).add(change, alpha: scale).MoveToOuterDisposeScope();
    }

    public override Tensor Merged(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using Scalar scale = _scale;
        return weight.add(_up.mm(_down), alpha: scale).MoveToOuterDisposeScope();
    }
}
