using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>One matrix of a model and its adapter.</summary>
/// <param name="name">The module's name in the checkpoint.</param>
/// <param name="projection">The matrix.</param>
/// <param name="adapter">What is trained.</param>
internal sealed class AdaptedProjection(string name, Projection projection, ProjectionAdapter adapter) : IDisposable
{
    private Tensor? _original;

    public string Name => name;

    public Projection Projection => projection;

    public ProjectionAdapter Adapter => adapter;

    /// <summary>Puts the merged matrix in the place of the original, of which a copy is kept.</summary>
    public void Merge()
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        _original = Projection.Stored.clone().DetachFromDisposeScope();
        Projection.Stored.copy_(Adapter.Merged(_original));
        Projection.Adapt(null);
    }

    /// <summary>Puts the copy back.</summary>
    public void Unmerge()
    {
        using var noGradient = no_grad();
        Projection.Stored.copy_(_original!);
        _original!.Dispose();
        _original = null;
        Projection.Adapt(Adapter);
    }

    public void Dispose()
    {
        _original?.Dispose();
        Adapter.Dispose();
    }
}
