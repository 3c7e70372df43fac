namespace ExT5.Core;

/// <summary>What self-attention has beside its four projections.</summary>
/// <param name="RelativeBias">Where the block owns one.</param>
/// <param name="GlobalBias">In the first block of a transient-global encoder.</param>
/// <param name="GlobalNorm">In every block of a transient-global encoder.</param>
internal sealed record AttentionParts(
    RelativePositionBias? RelativeBias, RelativePositionBias? GlobalBias = null, RmsNorm? GlobalNorm = null);
