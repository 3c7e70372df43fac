using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Leaves the tokens of each row whose information is closest to the row's entropy, until their probabilities reach a
/// sum: locally typical sampling (Meister et al. 2022). Transformers' <c>typical_p</c>.
/// </summary>
/// <param name="Mass">The sum to reach, above 0 and up to 1; 1 changes nothing.</param>
/// <exception cref="ArgumentOutOfRangeException">The sum is outside of its range.</exception>
public sealed record Typical(double Mass) : ILogitsProcessor
{
    /// <summary>The sum to reach, above 0 and up to 1; 1 changes nothing.</summary>
    public double Mass { get; init => field = Bounds.Share(value); } = Bounds.Share(Mass);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (Mass == 1)
            return scores;
        using var scope = NewDisposeScope();
        var information = -scores.log_softmax(1); // [N, V]
        var probability = (-information).exp();
        var entropy = (information * probability).nan_to_num(0).sum(1, keepdim: true); // 0 times infinity counts nothing
        using Scalar mass = Mass, last = scores.shape[1] - 1;
        var (distance, order) = (information - entropy).abs().sort(1); // the most typical first
        var reached = (probability.gather(1, order).cumsum(1) < mass).sum(1, keepdim: true).clamp_max(last);
        var banned = distance > distance.gather(1, reached); // [N, V], in that order
        banned.narrow(1, 0, 1).fill_(Scalars.False);
        scores.masked_fill_(zeros_like(banned).scatter_(1, order, banned), Scalars.MinusInfinity);
        return scores;
    }
}
