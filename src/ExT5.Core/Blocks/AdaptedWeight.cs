using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>The weight of one product and what is trained in its place.</summary>
/// <param name="Weight"><c>[out, in]</c> in the compute type.</param>
/// <param name="Adapter">Nothing where the product is as it was.</param>
/// <param name="Training">Whether the adapter drops out.</param>
internal sealed record AdaptedWeight(Tensor Weight, ProjectionAdapter? Adapter, bool Training)
{
    public Tensor Apply(Tensor x) =>
        Adapter is null ? Projection.Apply(x, Weight) : Adapter.Apply(x, Weight, Training);
}
