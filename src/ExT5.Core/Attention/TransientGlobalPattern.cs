using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// A position sees those at most a radius away and a summary of every block: the normed sum of the block's inputs, made
/// anew in each layer (LongT5 transient-global; Guo et al. 2022, section 3.2.2). G summaries.
/// </summary>
internal sealed class TransientGlobalPattern : EncoderPattern
{
    private readonly EncoderSegments _segments;
    private readonly LocalBlocks _blocks;
    private readonly IReadOnlyList<BlockRange> _parts;
    private readonly Tensor _relative; // [1, 1, H, C, 3C]
    private readonly GlobalSummaries? _globals; // none in inputs shorter than one block of them
    private readonly Tensor? _bias; // [B * N, H, C, 3C + G], where all scores fit

    public TransientGlobalPattern(
        T5Attention owner, EncoderSegments segments, LocalBlocks blocks, int globalSize, bool training)
    {
        using var scope = NewDisposeScope();
        (_segments, _blocks) = (segments, blocks);
        _relative = LocalPattern.Relative(owner.RelativeBias!, blocks).MoveToOuterDisposeScope();
        _globals = GlobalSummaries.Of(owner.GlobalBias!, segments, globalSize, training);
        _globals?.MoveToOuter(scope);
        _parts = blocks.Parts(segments.Rows, owner.RelativeBias!.Heads, _globals?.Count ?? 0, training);
        _bias = _parts.Count == 1 ? Bias(_parts[0]).MoveToOuterDisposeScope() : null;
    }

    public override Tensor Attend(T5Attention attention, Tensor x, bool training)
    {
        using var scope = NewDisposeScope();
        var weights = attention.SelfWeights(training);
        var heads = attention.Heads(x, weights.Inputs); // [B, H, L, D]
        var globals = _globals is null
            ? null
            : attention.Heads(attention.GlobalNorm!.forward(_globals.Sums(x)), weights.Inputs); // [B, H, G, D]
        Tensor[] parts = [.. _parts.Select(part => Attend(attention, heads, globals, part, weights.Output, training))];
        return _blocks.Join(parts, x.shape[0]).MoveToOuterDisposeScope();
    }

    private Tensor Attend(
        T5Attention attention, Tensor[] heads, Tensor[]? globals, BlockRange part, ProjectionWeights output, bool training)
    {
        using var scope = NewDisposeScope();
        var (keys, values) = (_blocks.Around(heads[1], part), _blocks.Around(heads[2], part)); // [B * n, H, 3C, D]
        if (globals is not null)
            (keys, values) = (WithGlobals(keys, globals[1], part), WithGlobals(values, globals[2], part));
        return attention.Attend(
            _blocks.Cut(heads[0], part), keys, values, _bias ?? Bias(part), output, training).MoveToOuterDisposeScope();
    }

    // [B * n, H, C, 3C + G]
    private Tensor Bias(BlockRange part)
    {
        using var scope = NewDisposeScope();
        var near = LocalPattern.Bias(_relative, _segments, _blocks, part);
        var bias = _globals is null ? near : cat([near, _blocks.Fill(_globals.Bias(_blocks, part), part)], -1);
        return bias.MoveToOuterDisposeScope();
    }

    // Every block sees all summaries: [B * n, H, 3C + G, D].
    private static Tensor WithGlobals(Tensor near, Tensor global, BlockRange part) =>
        cat([near, global.repeat_interleave(part.Count, 0)], 2);
}
