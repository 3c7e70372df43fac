using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Favours the end of sequence more and more from a length on: |score| (factor^n - 1) is added to it at the n-th token
/// beyond. Transformers' <c>exponential_decay_length_penalty</c>.
/// </summary>
public sealed class ExponentialLengthPenalty : ILogitsProcessor
{
    private readonly int _start;
    private readonly double _factor;
    private readonly int[] _eosIds;

    /// <summary>Favours ends.</summary>
    /// <param name="start">New tokens that are not touched; 0 or more.</param>
    /// <param name="factor">Above 0; above 1 favours the end.</param>
    /// <param name="eosIds">One or more ids that end a sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
    /// <exception cref="ArgumentException">There is no id, or one is negative.</exception>
    public ExponentialLengthPenalty(int start, double factor, params IReadOnlyList<int> eosIds)
    {
        ArgumentNullException.ThrowIfNull(eosIds);
        _start = Bounds.AtLeast(0, start, nameof(start));
        _factor = Bounds.Above(0, factor, nameof(factor));
        _eosIds = IdSequences.Checked([eosIds], nameof(eosIds))[0];
    }

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        var beyond = history.Length - 1 - _start;
        if (beyond <= 0)
            return scores;
        using var scope = NewDisposeScope();
        using Scalar growth = Math.Pow(_factor, beyond) - 1;
        foreach (var id in _eosIds)
        {
            var eos = scores.select(1, id); // [N]
            eos.add_(eos.abs().mul(growth).masked_fill(eos.isinf(), Scalars.Zero), Scalars.One); // a banned end stays banned
        }

        return scores;
    }
}
