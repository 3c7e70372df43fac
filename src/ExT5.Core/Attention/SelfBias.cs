using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// The bias of attention inside one sequence, made for a forward pass in its dispose scope: whole where all scores fit, else
/// anew for each part, so that nothing of the length's square exists. B rows, H heads, L positions.
/// </summary>
internal sealed class SelfBias : IScoreBias
{
    private readonly Tensor? _segmentIds;
    private readonly bool _packed;
    private readonly bool _causal;
    private readonly Tensor? _square; // [1, H, L, L]
    private readonly Tensor? _byDistance; // [H, 2L - 1]

    /// <param name="relative">The stack's relative bias.</param>
    /// <param name="rows">B.</param>
    /// <param name="length">L.</param>
    /// <param name="segmentIds"><c>[B, L]</c> or <see langword="null"/>.</param>
    /// <param name="packed">Whether segment ids tell examples apart, or only padding from the rest.</param>
    /// <param name="causal">Whether a query sees only itself and what is before it.</param>
    /// <param name="training">Whether this pass drops out.</param>
    public SelfBias(
        RelativePositionBias relative, int rows, int length, Tensor? segmentIds, bool packed, bool causal, bool training)
    {
        (_segmentIds, _packed, _causal) = (segmentIds, packed, causal);
        if (ScoreMemory.Fits(rows, relative.Heads, length, length, training))
            Whole = AttentionBias.Self(relative.Square(length), segmentIds, packed, causal);
        else if (ScoreMemory.Fits(1, relative.Heads, length, length, training))
            _square = relative.Square(length);
        else
            _byDistance = relative.ByDistance(1 - length, (2 * length) - 1);
    }

    public Tensor? Whole { get; }

    public Tensor Of(ScorePart part)
    {
        using var scope = NewDisposeScope();
        var relative = _square?.narrow(2, part.FirstQuery, part.Queries)
            ?? RelativePositionBias.Rows(_byDistance!, part.FirstQuery, part.Queries);
        var segmentIds = _segmentIds is null ? null : part.OfRows(_segmentIds);
        return AttentionBias.Self(relative, segmentIds, _packed, _causal, part.FirstQuery).MoveToOuterDisposeScope();
    }

    Tensor? IScoreBias.Of(ScorePart part) => Of(part);
}
