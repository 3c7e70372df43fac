using ExT5.Core;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

/// <summary>Attention whose values are right and whose gradients are not a number: the derivative of a root at 0.</summary>
internal sealed class BrokenBackward : IAttentionKernel
{
    private readonly ReferenceKernel _reference = new();

    public string Name => "broken backward";

    public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate)
    {
        using var scope = NewDisposeScope();
        var context = _reference.Attend(query, key, value, bias, dropoutRate);
        return context.add((context - context.detach()).abs().sqrt(), Scalars.One).MoveToOuterDisposeScope();
    }
}
