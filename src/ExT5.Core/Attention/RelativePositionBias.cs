using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// One learned number per head and bucket of relative distance, added to the attention scores. Owned by the first block
/// of a stack and used by all of its blocks, or in UMT5 owned by every block. Weight <c>[buckets, H]</c>.
/// </summary>
internal sealed class RelativePositionBias : Module
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    private readonly RelativePositionBuckets _buckets;

    public RelativePositionBias(T5Config config, bool bidirectional, T5Initializer initializer)
        : base(nameof(RelativePositionBias))
    {
        _weight = initializer.Normal(config.RelativeAttentionBuckets, config.Heads, Math.Pow(config.ModelSize, -0.5));
        Heads = config.Heads;
        _buckets = new(config.RelativeAttentionBuckets, config.RelativeAttentionMaxDistance, bidirectional);
        RegisterComponents();
    }

    /// <summary>H.</summary>
    public int Heads { get; }

    /// <summary>The bias of every pair of positions of one sequence, <c>[1, H, L, L]</c>.</summary>
    public Tensor Square(int length) => Rectangle(length, length, 0);

    /// <summary>The bias of Q queries in a row towards K keys in a row, <c>[1, H, Q, K]</c>.</summary>
    /// <param name="queries">Q.</param>
    /// <param name="keys">K.</param>
    /// <param name="first">Position of the first key minus position of the first query.</param>
    public Tensor Rectangle(int queries, int keys, int first)
    {
        using var scope = NewDisposeScope();
        var byDistance = ByDistance(first + 1 - queries, queries + keys - 1); // [H, Q+K-1]
        // Row i of the windows holds the K distances from first+1-Q+i on, those of query Q-1-i.
        var windows = byDistance.unfold(1, keys, 1); // [H, Q, K]
        return windows.flip(1).unsqueeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>Rows of <see cref="Square"/>, <c>[1, H, Q, L]</c>.</summary>
    /// <param name="byDistance">The bias of all distances of a sequence, 1 - L up to L - 1, <c>[H, 2L - 1]</c>.</param>
    /// <param name="first">Position of the first query.</param>
    /// <param name="queries">Q.</param>
    public static Tensor Rows(Tensor byDistance, long first, long queries)
    {
        using var scope = NewDisposeScope();
        var length = (byDistance.shape[1] + 1) / 2;
        var distances = byDistance.narrow(1, length - first - queries, queries + length - 1);
        return distances.unfold(1, length, 1).flip(1).unsqueeze(0).MoveToOuterDisposeScope(); // as in Rectangle
    }

    /// <summary>The bias of distances <paramref name="first"/> and the following, <c>[H, length]</c>.</summary>
    public Tensor ByDistance(int first, int length)
    {
        using var scope = NewDisposeScope();
        // A product with one-hot rows: its gradient is a product too, in a fixed order and without scattered adds.
        var buckets = tensor(_buckets.Range(first, length), device: _weight.device);
        var chosen = functional.one_hot(buckets, _buckets.Count).to(ScalarType.Float32); // [length, buckets]
        return matmul(chosen, _weight).t().MoveToOuterDisposeScope();
    }
}
