using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// What is added to the scores of a stack, built once per forward pass: the relative bias, and a large negative number
/// where a query must not look. Scalars are held in variables here and elsewhere, since TorchSharp does not keep them from
/// the garbage collector during a call. B rows, H heads, Q queries, K keys.
/// </summary>
internal static class AttentionBias
{
    /// <summary>
    /// The lowest finite bfloat16 number. A softmax gives it exactly 0 beside any allowed key, as it does float32's
    /// lowest in Transformers; it stays finite in bfloat16 and with scores added, so rows without a key give no NaN.
    /// </summary>
    public const float Masked = -3.3895314e38f;

    /// <summary>The bias of attention inside one sequence.</summary>
    /// <param name="relative">Relative bias <c>[1, H, Q, L]</c>.</param>
    /// <param name="segmentIds"><c>[B, L]</c> or <see langword="null"/>.</param>
    /// <param name="packed">Whether segment ids tell examples apart, or only padding from the rest.</param>
    /// <param name="causal">Whether a query sees only itself and what is before it.</param>
    /// <param name="firstQuery">Position of the first of the Q queries in a row.</param>
    /// <returns><c>[B|1, H, Q, L]</c>.</returns>
    public static Tensor Self(Tensor relative, Tensor? segmentIds, bool packed, bool causal, long firstQuery = 0)
    {
        using var scope = NewDisposeScope();
        var (queries, length) = (relative.shape[2], relative.shape[3]);
        var hidden = segmentIds is null
            ? null
            : Hidden(segmentIds.narrow(1, firstQuery, queries), segmentIds, packed); // [B, 1, 1|Q, L]
        if (causal)
        {
            var later = ones([queries, length], ScalarType.Bool, device: relative.device).triu(firstQuery + 1);
            hidden = hidden is null ? later : hidden.logical_or(later);
        }

        using Scalar masked = Masked;
        var bias = hidden is null ? relative.alias() : relative.masked_fill(hidden, masked);
        return bias.MoveToOuterDisposeScope();
    }

    /// <summary>The bias of the decoder's attention to the encoder, which has no relative part.</summary>
    /// <param name="querySegmentIds"><c>[B, Q]</c>, read only when packed.</param>
    /// <param name="keySegmentIds"><c>[B, K]</c> or <see langword="null"/>.</param>
    /// <param name="packed">Whether segment ids tell examples apart.</param>
    /// <returns><c>[B, 1, Q|1, K]</c>, or <see langword="null"/> when every key is seen.</returns>
    public static Tensor? Cross(Tensor? querySegmentIds, Tensor? keySegmentIds, bool packed)
    {
        if (keySegmentIds is null)
            return null;
        using var scope = NewDisposeScope();
        var hidden = Hidden(querySegmentIds ?? keySegmentIds, keySegmentIds, packed);
        using Scalar masked = Masked;
        return zeros(hidden.shape, ScalarType.Float32, hidden.device).masked_fill(hidden, masked).MoveToOuterDisposeScope();
    }

    private static Tensor Hidden(Tensor queries, Tensor keys, bool packed)
    {
        using Scalar padding = 0;
        return packed
            ? queries.unsqueeze(-1).ne(keys.unsqueeze(-2)).unsqueeze(1) // [B, 1, Q, K]
            : keys.eq(padding).unsqueeze(1).unsqueeze(1); // [B, 1, 1, K]
    }
}
