using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A bias that is there.</summary>
/// <param name="bias">Float32 <c>[B|1, H|1, Q|1, K]</c>; <see langword="null"/>: nothing is added.</param>
internal sealed class GivenBias(Tensor? bias) : IScoreBias
{
    public Tensor? Whole => bias;

    public Tensor? Of(ScorePart part) => bias is null ? null : part.OfQueries(bias);
}
