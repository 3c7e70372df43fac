using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Every position sees every other that is no padding.</summary>
internal sealed class FullPattern(RelativePositionBias relative, EncoderSegments segments, bool training) : EncoderPattern
{
    private readonly SelfBias _bias = new(
        relative, segments.Rows, segments.Length, segments.Ids, segments.Packed, causal: false, training);

    public override Tensor Attend(T5Attention attention, Tensor x, bool training)
    {
        using var scope = NewDisposeScope();
        var weights = attention.SelfWeights(training);
        var heads = attention.Heads(x, weights.Inputs);
        return attention.Attend(heads[0], heads[1], heads[2], _bias, weights.Output, training).MoveToOuterDisposeScope();
    }
}
