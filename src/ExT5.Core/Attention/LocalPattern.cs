using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A position sees those at most a radius away (LongT5 local; Guo et al. 2022).</summary>
internal sealed class LocalPattern : EncoderPattern
{
    private readonly EncoderSegments _segments;
    private readonly LocalBlocks _blocks;
    private readonly IReadOnlyList<BlockRange> _parts;
    private readonly Tensor _relative; // [1, 1, H, C, 3C]
    private readonly Tensor? _bias; // [B * N, H, C, 3C], where all scores fit

    public LocalPattern(RelativePositionBias relative, EncoderSegments segments, LocalBlocks blocks, bool training)
    {
        (_segments, _blocks) = (segments, blocks);
        _parts = blocks.Parts(segments.Rows, relative.Heads, globals: 0, training);
        _relative = Relative(relative, blocks);
        _bias = _parts.Count == 1 ? Bias(_relative, segments, blocks, _parts[0]) : null;
    }

    public override Tensor Attend(T5Attention attention, Tensor x, bool training)
    {
        using var scope = NewDisposeScope();
        var weights = attention.SelfWeights(training);
        var heads = attention.Heads(x, weights.Inputs); // [B, H, L, D]
        Tensor[] parts = [.. _parts.Select(part => Attend(attention, heads, part, weights.Output, training))];
        return _blocks.Join(parts, x.shape[0]).MoveToOuterDisposeScope();
    }

    /// <summary>Relative bias of every pair of a block and what is around it, <c>[1, 1, H, C, 3 * C]</c>.</summary>
    public static Tensor Relative(RelativePositionBias relative, LocalBlocks blocks)
    {
        using var scope = NewDisposeScope();
        return relative.Rectangle(blocks.Size, 3 * blocks.Size, -blocks.Size).unsqueeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>Relative bias and mask of n blocks, <c>[B * n, H, C, 3 * C]</c>.</summary>
    public static Tensor Bias(Tensor relative, EncoderSegments segments, LocalBlocks blocks, BlockRange part)
    {
        using var scope = NewDisposeScope();
        using Scalar masked = AttentionBias.Masked;
        return relative.masked_fill(blocks.Hidden(segments, part), masked).flatten(0, 1).MoveToOuterDisposeScope();
    }

    private Tensor Attend(T5Attention attention, Tensor[] heads, BlockRange part, ProjectionWeights output, bool training)
    {
        using var scope = NewDisposeScope();
        return attention.Attend(
            _blocks.Cut(heads[0], part), _blocks.Around(heads[1], part), _blocks.Around(heads[2], part),
            _bias ?? Bias(_relative, _segments, _blocks, part), output, training).MoveToOuterDisposeScope();
    }
}
