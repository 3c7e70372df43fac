namespace ExT5.Data;

/// <summary>
/// The weights of a mixture's tasks by position: a pure function, so it needs no state. Weights hold for a phase of
/// <see cref="PhaseLength"/> positions.
/// </summary>
public sealed class MixtureSchedule
{
    private readonly Func<long, IReadOnlyList<double>> _weights;
    private readonly Func<long, long> _nextChange;

    internal MixtureSchedule(Func<long, IReadOnlyList<double>> weights, Func<long, long> nextChange, IEnumerable<long>? knots = null) =>
        (_weights, _nextChange, Knots) = (weights, nextChange, [.. (knots ?? []).Append(0).Distinct().Order()]);

    /// <summary>Positions for which weights hold, 4,096: rates are asked at the first of them.</summary>
    public static int PhaseLength => 4096;

    /// <summary>True when the weights are the same at every position.</summary>
    public bool IsConstant => NextChange(0) == long.MaxValue;

    /// <summary>The probability of each task at a position; they sum to 1.</summary>
    /// <param name="position">Examples drawn before; 0 or more.</param>
    public IReadOnlyList<double> WeightsAt(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return _weights(position - position % PhaseLength);
    }

    /// <summary>Positions between which rates go in straight lines: the weights there tell all others.</summary>
    internal IReadOnlyList<long> Knots { get; }

    /// <summary>The next first position of a phase that may have other weights; <see cref="long.MaxValue"/> when none will.</summary>
    internal long NextChange(long position)
    {
        // A change inside a phase is seen by the next one.
        var change = _nextChange(position - position % PhaseLength);
        return change > long.MaxValue - PhaseLength ? long.MaxValue : (change + PhaseLength - 1) / PhaseLength * PhaseLength;
    }

    /// <summary>The mean of the probabilities over the first examples; where they change all the time, from 1,024 places.</summary>
    internal IReadOnlyList<double> MeanWeights(long examples)
    {
        const int places = 1024;
        var sums = new double[WeightsAt(0).Count];
        for (var (from, to) = (0L, 0L); from < examples; from = to)
        {
            var change = NextChange(from);
            var steady = change - from > PhaseLength;
            to = Math.Min(examples, steady ? change : from + Math.Max(PhaseLength, examples / places));
            var weights = WeightsAt(steady ? from : from + (to - from) / 2);
            for (var task = 0; task < sums.Length; task++)
                sums[task] += weights[task] * (to - from) / examples;
        }

        return sums;
    }
}
