using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Leaves the fewest best tokens of each row whose probabilities reach a sum: the nucleus (Holtzman et al. 2020).
/// Transformers' <c>top_p</c>.
/// </summary>
/// <param name="Mass">The sum to reach, above 0 and up to 1; 1 changes nothing.</param>
/// <param name="AtLeast">Tokens that stay in any case; 1 or more. Default 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
public sealed record TopP(double Mass, int AtLeast = 1) : ILogitsProcessor
{
    /// <summary>The sum to reach, above 0 and up to 1; 1 changes nothing.</summary>
    public double Mass { get; init => field = Bounds.Share(value); } = Bounds.Share(Mass);

    /// <summary>Tokens that stay in any case; 1 or more.</summary>
    public int AtLeast { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, AtLeast);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (Mass == 1)
            return scores;
        using var scope = NewDisposeScope();
        var (sorted, order) = scores.sort(1); // [N, V], worst first
        using Scalar rest = 1 - Mass;
        var banned = sorted.softmax(1).cumsum(1) <= rest;
        var kept = Math.Min(AtLeast, scores.shape[1]);
        banned.narrow(1, scores.shape[1] - kept, kept).fill_(Scalars.False);
        scores.masked_fill_(zeros_like(banned).scatter_(1, order, banned), Scalars.MinusInfinity);
        return scores;
    }
}
