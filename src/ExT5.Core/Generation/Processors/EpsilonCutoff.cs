using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Leaves the tokens of each row that have at least this probability, and the best one in any case (Hewitt et al. 2022).
/// Transformers' <c>epsilon_cutoff</c>.
/// </summary>
/// <param name="Probability">The least probability; above 0 and below 1, usually 0.0003 to 0.0009.</param>
/// <exception cref="ArgumentOutOfRangeException">The probability is outside of its range.</exception>
public sealed record EpsilonCutoff(double Probability) : ILogitsProcessor
{
    /// <summary>The least probability; above 0 and below 1.</summary>
    public double Probability { get; init => field = Bounds.Between(value); } = Bounds.Between(Probability);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        using var scope = NewDisposeScope();
        using Scalar probability = Probability;
        var banned = (scores.softmax(1) < probability).logical_and(scores < scores.amax([1], keepdim: true)); // [N, V]
        scores.masked_fill_(banned, Scalars.MinusInfinity);
        return scores;
    }
}
