using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Leaves the best tokens of each row, and those that tie with the last of them. Transformers' <c>top_k</c>.</summary>
/// <param name="Count">Tokens that stay; 1 or more. Default 50.</param>
/// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
public sealed record TopK(int Count = 50) : ILogitsProcessor
{
    /// <summary>Tokens that stay; 1 or more.</summary>
    public int Count { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, Count);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        using var scope = NewDisposeScope();
        var best = scores.topk((int)Math.Min(Count, scores.shape[1]), 1).values; // [N, k], best first
        scores.masked_fill_(scores < best.narrow(1, best.shape[1] - 1, 1), Scalars.MinusInfinity);
        return scores;
    }
}
