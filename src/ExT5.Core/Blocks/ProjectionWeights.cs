using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// The weights of one or several products of the same input, in the compute type: joined into one matrix, or, while an
/// adapter is trained, each on its own, so that nothing is differentiated with respect to a frozen matrix.
/// </summary>
internal sealed class ProjectionWeights
{
    private readonly Tensor? _joined;
    private readonly IReadOnlyList<AdaptedWeight> _parts;

    /// <param name="joined"><c>[sum of out, in]</c>.</param>
    public ProjectionWeights(Tensor joined) => (_joined, _parts) = (joined, []);

    /// <param name="parts">Each <c>[out, in]</c>.</param>
    public ProjectionWeights(IReadOnlyList<AdaptedWeight> parts) => _parts = parts;

    /// <summary>Whether there is one matrix.</summary>
    public bool IsJoined => _joined is not null;

    /// <summary>The one matrix <c>[sum of out, in]</c>, as there always is without gradients.</summary>
    public Tensor Joined => _joined ?? throw new InvalidOperationException("These weights are adapted one by one.");

    /// <summary>All products, one behind the other.</summary>
    /// <param name="x"><c>[..., in]</c>.</param>
    /// <returns><c>[..., sum of out]</c>.</returns>
    public Tensor Apply(Tensor x)
    {
        if (_joined is not null)
            return Projection.Apply(x, _joined);
        using var scope = NewDisposeScope();
        var products = ApplyEach(x);
        return (products.Length == 1 ? products[0] : cat(products, -1)).MoveToOuterDisposeScope();
    }

    /// <summary>The product of each part, where they are not joined.</summary>
    /// <param name="x"><c>[..., in]</c>.</param>
    public Tensor[] ApplyEach(Tensor x) => [.. _parts.Select(part => part.Apply(x))];
}
