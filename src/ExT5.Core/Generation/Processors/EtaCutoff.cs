using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Leaves the tokens of each row above a probability that sinks with the row's entropy, min(epsilon, sqrt(epsilon)
/// exp(-entropy)), and the best one in any case (Hewitt et al. 2022). Transformers' <c>eta_cutoff</c>.
/// </summary>
/// <param name="Epsilon">Above 0 and below 1, usually 0.0003 to 0.004.</param>
/// <exception cref="ArgumentOutOfRangeException">Epsilon is outside of its range.</exception>
public sealed record EtaCutoff(double Epsilon) : ILogitsProcessor
{
    /// <summary>Above 0 and below 1.</summary>
    public double Epsilon { get; init => field = Bounds.Between(value); } = Bounds.Between(Epsilon);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        using var scope = NewDisposeScope();
        var logProbability = scores.log_softmax(1); // [N, V]
        var probability = logProbability.exp();
        var entropy = -(logProbability * probability).nan_to_num(0).sum(1, keepdim: true); // 0 times infinity counts nothing
        using Scalar epsilon = Epsilon, root = Math.Sqrt(Epsilon);
        var least = (entropy.neg().exp() * root).clamp_max(epsilon); // [N, 1]
        var banned = (probability < least).logical_and(scores < scores.amax([1], keepdim: true));
        scores.masked_fill_(banned, Scalars.MinusInfinity);
        return scores;
    }
}
