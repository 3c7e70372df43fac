using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// The summaries that every position of a transient-global encoder sees: which positions each is of, and the bias towards
/// them by distance of blocks. B rows, H heads, L positions, M model size, G summaries.
/// </summary>
internal sealed class GlobalSummaries
{
    private readonly Tensor _ids; // [B, L], the block of each position counted from 1; 0: of none
    private readonly Tensor _labels; // [B, L]
    private readonly Tensor _there; // [B, G], whether the row has this summary
    private readonly RelativePositionBias _relative;
    private readonly Tensor? _table; // [H, G + 1, G], for each block and before them for positions without; where that fits
    private readonly Tensor? _members; // [B, G, L], 1 where a position belongs to a block; where that fits in memory

    private GlobalSummaries(RelativePositionBias relative, EncoderSegments segments, GlobalBlocks blocks, Tensor labels, bool training)
    {
        using var scope = NewDisposeScope();
        Count = blocks.Count;
        long[] numbers = [.. blocks.Ids.ToArray().Select(id => id + 1)];
        _ids = tensor(numbers, [segments.Rows, segments.Length], device: segments.Device);
        _labels = labels.alias();
        var last = tensor(blocks.Last.ToArray(), [segments.Rows, 1], device: segments.Device);
        using Scalar count = Count;
        _there = arange(Scalars.Zero, count, Scalars.One, ScalarType.Int64, segments.Device).unsqueeze(0).le(last);
        _relative = relative;
        if (ScoreMemory.Fits(1, relative.Heads, Count + 1, Count, training))
            _table = Table(0, Count + 1);
        if (ScoreMemory.Fits(segments.Rows, 1, Count, segments.Length, training))
        {
            var places = functional.one_hot(_ids, Count + 1).narrow(2, 1, Count); // [B, L, G]
            _members = places.transpose(1, 2).to(ScalarType.Float32);
        }

        MoveToOuter(scope);
    }

    /// <summary>G.</summary>
    public int Count { get; }

    /// <summary>Those of inputs; none when all are shorter than a block.</summary>
    public static GlobalSummaries? Of(RelativePositionBias relative, EncoderSegments segments, int blockSize, bool training)
    {
        using var scope = NewDisposeScope();
        var labels = segments.Labels();
        using Scalar padding = 0;
        var blocks = new GlobalBlocks(labels.ne(padding).cpu().data<bool>().ToArray(), segments.Length, blockSize);
        if (blocks.Count == 0)
            return null;
        var summaries = new GlobalSummaries(relative, segments, blocks, labels, training);
        summaries.MoveToOuter(scope);
        return summaries;
    }

    /// <summary>Lets the tensors live as long as the scope around this one.</summary>
    public void MoveToOuter(TorchSharp.DisposeScope scope) =>
        scope.MoveToOuter(new[] { _ids, _labels, _there, _table, _members }.OfType<Tensor>());

    /// <summary>The sum of each block's positions, <c>[B, G, M]</c>.</summary>
    /// <param name="x"><c>[B, L, M]</c>.</param>
    public Tensor Sums(Tensor x)
    {
        if (_members is not null)
            return matmul(_members, x);
        using var scope = NewDisposeScope();
        var (rows, size) = (x.shape[0], x.shape[2]);
        using Scalar end = rows * (Count + 1), each = Count + 1;
        var places = _ids.add(arange(Scalars.Zero, end, each, ScalarType.Int64, x.device).unsqueeze(1), Scalars.One).flatten(); // [B * L]
        var sums = zeros([rows * (Count + 1), size], x.dtype, x.device);
        sums.index_add_(0, places, x.reshape(-1, size), Scalars.One);
        return sums.view(rows, Count + 1, size).narrow(1, 1, Count).MoveToOuterDisposeScope();
    }

    /// <summary>The bias of the positions of some blocks of attention towards all summaries, <c>[B, H, l, G]</c>.</summary>
    public Tensor Bias(LocalBlocks blocks, BlockRange part)
    {
        using var scope = NewDisposeScope();
        var ids = blocks.Positions(_ids, 1, part);
        using Scalar padding = 0, masked = AttentionBias.Masked;
        var visible = blocks.Positions(_labels, 1, part).ne(padding);
        var (table, rows) = _table is null ? TableOf(ids) : (_table, ids);
        var bias = table.index_select(1, rows.flatten()).view(table.shape[0], ids.shape[0], ids.shape[1], -1);
        var hidden = visible.unsqueeze(2).ne(_there.unsqueeze(1)).unsqueeze(1); // [B, 1, l, G]
        return bias.transpose(0, 1).masked_fill(hidden, masked).MoveToOuterDisposeScope();
    }

    // Rows of the table for some blocks; distances are between blocks.
    private Tensor Table(int first, int rows) => _relative.Rectangle(rows, Count, 1 - first).squeeze(0);

    /// <summary>The rows of the table that positions need, and which of them each needs.</summary>
    private (Tensor Table, Tensor Rows) TableOf(Tensor ids)
    {
        int[] blocks = [.. HostCopy.Ids(ids).Where(id => id > 0)];
        if (blocks.Length == 0)
            return (Table(0, 1), ids);
        var first = blocks.Min();
        using Scalar before = first - 1;
        return (cat([Table(0, 1), Table(first, blocks.Max() - first + 1)], 1), ids.sub(before).clamp_min(Scalars.Zero));
    }
}
