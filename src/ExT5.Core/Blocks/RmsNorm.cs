using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// T5's layer norm: <c>y = w * x / sqrt(mean(x^2) + epsilon)</c> over the last dimension, no mean and no bias taken
/// (Zhang and Sennrich 2019). In float32.
/// </summary>
internal sealed class RmsNorm : Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    private readonly double _epsilon;

    public RmsNorm(T5Config config, T5Initializer initializer)
        : base(nameof(RmsNorm))
    {
        _weight = initializer.Scale(config.ModelSize);
        _epsilon = config.LayerNormEpsilon;
        RegisterComponents();
    }

    /// <param name="x">Float32 <c>[..., M]</c>.</param>
    public override Tensor forward(Tensor x)
    {
        if (FloatRow.Reaches(x))
            return RmsNormFunction.Normalize(x, _weight, _epsilon);
        using var scope = NewDisposeScope();
        using Scalar epsilon = _epsilon;
        var inverse = x.pow(Scalars.Two).mean([-1], keepdim: true).add(epsilon, Scalars.One).rsqrt(); // [..., 1]
        return (x * inverse * _weight).MoveToOuterDisposeScope();
    }
}
