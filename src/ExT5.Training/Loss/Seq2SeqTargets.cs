using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>
/// What the decoder should have predicted. B rows, T places; all tensors on the device of the logits.
/// </summary>
/// <param name="Tokens">Ids <c>[B, T]</c>, int64. Where the weight is 0 any number will do (0, -100).</param>
/// <param name="Weights">How much each place counts <c>[B, T]</c>, float32; 0 at padding.</param>
/// <param name="SegmentIds">
/// The example of each place <c>[B, T]</c>, int64 from 1, 0 at padding; null when each row is one example.
/// </param>
public sealed record Seq2SeqTargets(Tensor Tokens, Tensor Weights, Tensor? SegmentIds = null)
{
    internal void Check()
    {
        LossRules.Check(nameof(Tokens), Tokens, ScalarType.Int64, [Tokens.shape[0], Tokens.shape[^1]]);
        LossRules.Check(nameof(Weights), Weights, ScalarType.Float32, Tokens.shape);
        if (SegmentIds is not null)
            LossRules.Check(nameof(SegmentIds), SegmentIds, ScalarType.Int64, Tokens.shape);
    }

    /// <summary>The weights with each example's divided by their sum, so that an example weighs 1 in all.</summary>
    internal Tensor WeightsPerSequence()
    {
        using var scope = NewDisposeScope();
        var sums = SegmentIds is null ? Weights.sum(1, keepdim: true) : SumsOfSegments(SegmentIds);
        var share = Weights / sums.where(sums.to(ScalarType.Bool), ones_like(sums));
        return share.MoveToOuterDisposeScope();
    }

    private Tensor SumsOfSegments(Tensor segments)
    {
        var highest = segments.max().item<long>();
        var sums = zeros(segments.shape[0], highest + 1, device: segments.device);
        return sums.scatter_add_(1, segments, Weights).gather(1, segments);
    }
}
