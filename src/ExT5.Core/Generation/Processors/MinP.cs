using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Leaves the tokens of each row that are at least so many times as probable as the row's best one (Nguyen et al. 2024).
/// Transformers' <c>min_p</c>.
/// </summary>
/// <param name="Share">Of the best token's probability, 0 up to 1; 0 changes nothing.</param>
/// <exception cref="ArgumentOutOfRangeException">The share is outside of its range.</exception>
public sealed record MinP(double Share) : ILogitsProcessor
{
    /// <summary>Of the best token's probability, 0 up to 1; 0 changes nothing.</summary>
    public double Share { get; init => field = Bounds.Part(value); } = Bounds.Part(Share);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        using var scope = NewDisposeScope();
        var probability = scores.softmax(1); // [N, V]
        using Scalar share = Share;
        var least = probability.amax([1], keepdim: true) * share;
        scores.masked_fill_(probability < least, Scalars.MinusInfinity);
        return scores;
    }
}
