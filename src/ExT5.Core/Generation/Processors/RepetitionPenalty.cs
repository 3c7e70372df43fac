using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Makes ids that were already produced (the decoder's start too) less likely: their positive scores are divided by
/// the penalty, negative ones multiplied. Transformers' <c>repetition_penalty</c>, after CTRL (Keskar et al. 2019).
/// </summary>
/// <param name="Penalty">Above 0; 1 changes nothing, above 1 discourages, below 1 encourages.</param>
/// <exception cref="ArgumentOutOfRangeException">The penalty is not a finite number above 0.</exception>
public sealed record RepetitionPenalty(double Penalty) : ILogitsProcessor
{
    /// <summary>Above 0; 1 changes nothing, above 1 discourages, below 1 encourages.</summary>
    public double Penalty { get; init => field = Bounds.Above(0, value); } = Bounds.Above(0, Penalty);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        using var scope = NewDisposeScope();
        var ids = history.ToTensor(scores.device); // [N, L]
        var seen = scores.gather(1, ids);
        using Scalar penalty = Penalty, zero = 0;
        scores.scatter_(1, ids, where(seen.lt(zero), seen * penalty, seen / penalty));
        return scores;
    }
}
