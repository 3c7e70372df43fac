using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>A matrix product without bias, <c>y = x W^T</c>. Weight <c>[out, in]</c>, kept in float32 or, compact, in the compute type.</summary>
internal sealed class Projection : Module
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    // No part of the module: a model's parameters are those of its checkpoint, whatever is tuned on top.
    private ProjectionAdapter? _adapter;

    public Projection(long inputs, long outputs, double deviation, T5Initializer initializer, bool overflows = false)
        : base(nameof(Projection))
    {
        _weight = initializer.Matrix(outputs, inputs, deviation, overflows);
        RegisterComponents();
    }

    /// <summary>The matrix as it is stored.</summary>
    public Parameter Stored => _weight;

    private bool IsAdaptedApart(bool training) => _adapter is { } adapter && (is_grad_enabled() || (training && adapter.DropsOut));

    /// <summary>The weights of several products of the same input as one matrix of the compute type <c>[sum of out, in]</c>.</summary>
    public static ProjectionWeights Join(ScalarType type, bool training, params Projection[] parts)
    {
        if (parts.Any(part => part.IsAdaptedApart(training)))
            return new([.. parts.Select(part => part.Apart(type, training))]);
        using var scope = NewDisposeScope();
        return new(cat([.. parts.Select(part => part.Effective())], 0).to(type).MoveToOuterDisposeScope());
    }

    /// <summary>The weight in the compute type.</summary>
    public ProjectionWeights Weight(ScalarType type, bool training) => IsAdaptedApart(training) ? new([Apart(type, training)]) : new(Effective().to(type));

    /// <summary>Trains an adapter in the place of the matrix, or leaves the matrix as it is.</summary>
    public void Adapt(ProjectionAdapter? adapter) => _adapter = adapter;

    /// <summary>The product in the weight's type, whatever the type of <paramref name="x"/>.</summary>
    /// <param name="x"><c>[..., in]</c>.</param>
    /// <param name="weight"><c>[out, in]</c>.</param>
    public static Tensor Apply(Tensor x, Tensor weight)
    {
        using var scope = NewDisposeScope();
        return functional.linear(x.to(weight.dtype), weight).MoveToOuterDisposeScope();
    }

    /// <summary>The products of weights.</summary>
    public static Tensor Apply(Tensor x, ProjectionWeights weights) => weights.Apply(x);

    private AdaptedWeight Apart(ScalarType type, bool training) => new(_weight.to(type), _adapter, training);

    private Tensor Effective() => _adapter?.Merged(_weight) ?? _weight;
}
