using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// A position sees those at most a radius away and a summary of every block: the normed sum of the block's inputs, made
/// anew in each layer (LongT5 transient-global; Guo et al. 2022, section 3.2.2). G summaries.
/// </summary>
internal sealed class TransientGlobalPattern : EncoderPattern
{
    private readonly LocalBlocks _blocks;
    private readonly Tensor _bias; // [B * N, H, C, 3C + G]
    private readonly Tensor? _members; // [B, G, L], 1 where a position belongs to a block; nothing in inputs shorter than one

    public TransientGlobalPattern(T5Attention owner, EncoderSegments segments, LocalBlocks blocks, int globalSize)
    {
        using var scope = NewDisposeScope();
        _blocks = blocks;
        _bias = LocalPattern.Bias(owner.RelativeBias!, segments, blocks);
        var labels = segments.Labels();
        using Scalar padding = 0;
        var globals = new GlobalBlocks(labels.ne(padding).cpu().data<bool>().ToArray(), segments.Length, globalSize);
        if (globals.Count > 0)
        {
            // Counted from 1, so that positions without a block are at 0.
            long[] numbers = [.. globals.Ids.ToArray().Select(id => id + 1)];
            var ids = tensor(numbers, [segments.Rows, segments.Length], device: segments.Device);
            var places = functional.one_hot(ids, globals.Count + 1).narrow(2, 1, globals.Count); // [B, L, G]
            _members = places.transpose(1, 2).to(ScalarType.Float32).MoveToOuterDisposeScope();
            _bias = cat([_bias, blocks.Cut(SideBias(owner.GlobalBias!, ids, labels, globals))], -1);
        }

        _bias.MoveToOuterDisposeScope();
    }

    public override Tensor Attend(T5Attention attention, Tensor x, bool training)
    {
        using var scope = NewDisposeScope();
        var weights = attention.SelfWeights(training);
        var heads = attention.Heads(x, weights.Inputs); // [B, H, L, D]
        var (keys, values) = (_blocks.Around(heads[1]), _blocks.Around(heads[2])); // [B * N, H, 3C, D]
        if (_members is not null)
        {
            var summaries = attention.GlobalNorm!.forward(matmul(_members, x)); // [B, G, M]
            var globals = attention.Heads(summaries, weights.Inputs); // [B, H, G, D]
            (keys, values) = (WithGlobals(keys, globals[1]), WithGlobals(values, globals[2]));
        }

        var y = attention.Attend(_blocks.Cut(heads[0]), keys, values, _bias, weights.Output, training);
        return _blocks.Join(y).MoveToOuterDisposeScope();
    }

    // Every block sees all summaries: [B * N, H, 3C + G, D].
    private Tensor WithGlobals(Tensor near, Tensor global) => cat([near, global.repeat_interleave(_blocks.Count, 0)], 2);

    // [B, H, L, G]
    private static Tensor SideBias(RelativePositionBias relative, Tensor ids, Tensor labels, GlobalBlocks globals)
    {
        // Distances are between blocks; one row of the table for each block and one for positions without.
        var table = relative.Rectangle(globals.Count + 1, globals.Count, 1).squeeze(0); // [H, G + 1, G]
        var bias = table.index_select(1, ids.flatten()).view(table.shape[0], ids.shape[0], ids.shape[1], -1);
        var last = tensor(globals.Last.ToArray(), [ids.shape[0], 1], device: ids.device);
        using Scalar padding = 0, count = globals.Count, masked = AttentionBias.Masked;
        var there = arange(Scalars.Zero, count, Scalars.One, ScalarType.Int64, ids.device).unsqueeze(0).le(last); // [B, G]
        var hidden = labels.ne(padding).unsqueeze(2).ne(there.unsqueeze(1)).unsqueeze(1); // [B, 1, L, G]
        return bias.transpose(0, 1).masked_fill(hidden, masked);
    }
}
