using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>A matrix product without bias, <c>y = x W^T</c>. Weight <c>[out, in]</c>, kept in float32.</summary>
internal sealed class Projection : Module
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    public Projection(long inputs, long outputs, double deviation, T5Initializer initializer)
        : base(nameof(Projection))
    {
        _weight = initializer.Normal(outputs, inputs, deviation);
        RegisterComponents();
    }

    /// <summary>The weights of several products of the same input as one matrix of the compute type <c>[sum of out, in]</c>.</summary>
    public static Tensor Join(ScalarType type, params Projection[] parts)
    {
        using var scope = NewDisposeScope();
        return cat([.. parts.Select(part => (Tensor)part._weight)], 0).to(type).MoveToOuterDisposeScope();
    }

    /// <summary>The weight in the compute type.</summary>
    public Tensor Weight(ScalarType type) => _weight.to(type);

    /// <summary>The product in the weight's type, whatever the type of <paramref name="x"/>.</summary>
    /// <param name="x"><c>[..., in]</c>.</param>
    /// <param name="weight"><c>[out, in]</c>.</param>
    public static Tensor Apply(Tensor x, Tensor weight)
    {
        using var scope = NewDisposeScope();
        return functional.linear(x.to(weight.dtype), weight).MoveToOuterDisposeScope();
    }
}
