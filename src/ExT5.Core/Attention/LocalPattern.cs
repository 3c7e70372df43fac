using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A position sees those at most a radius away (LongT5 local; Guo et al. 2022).</summary>
internal sealed class LocalPattern(RelativePositionBias relative, EncoderSegments segments, LocalBlocks blocks) : EncoderPattern
{
    private readonly Tensor _bias = Bias(relative, segments, blocks); // [B * N, H, C, 3C]

    public override Tensor Attend(T5Attention attention, Tensor x, bool training)
    {
        using var scope = NewDisposeScope();
        var weights = attention.SelfWeights(training);
        var heads = attention.Heads(x, weights.Inputs); // [B, H, L, D]
        var y = attention.Attend(
            blocks.Cut(heads[0]), blocks.Around(heads[1]), blocks.Around(heads[2]), _bias, weights.Output, training);
        return blocks.Join(y).MoveToOuterDisposeScope();
    }

    /// <summary>Relative bias and mask of every block, <c>[B * N, H, C, 3 * C]</c>.</summary>
    public static Tensor Bias(RelativePositionBias relative, EncoderSegments segments, LocalBlocks blocks)
    {
        using var scope = NewDisposeScope();
        var byPair = relative.Rectangle(blocks.Size, 3 * blocks.Size, -blocks.Size).unsqueeze(0); // [1, 1, H, C, 3C]
        using Scalar masked = AttentionBias.Masked;
        return byPair.masked_fill(blocks.Hidden(segments), masked).flatten(0, 1).MoveToOuterDisposeScope();
    }
}
