namespace ExT5.Core;

/// <summary>Ends an output that ends in one of these sequences of ids, which stays its end.</summary>
public sealed class StopSequences : IStoppingCriterion
{
    private readonly int[][] _sequences;

    /// <summary>Ends outputs at these sequences.</summary>
    /// <param name="sequences">One or more sequences of one or more ids.</param>
    /// <exception cref="ArgumentException">There is no sequence, or one is empty or holds a negative id.</exception>
    public StopSequences(params IReadOnlyList<IReadOnlyList<int>> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Count == 0)
            throw new ArgumentException("There is no sequence; give one at least.", nameof(sequences));
        _sequences = IdSequences.Checked(sequences, nameof(sequences));
    }

    /// <inheritdoc/>
    public FinishReason? Check(in GeneratedSoFar soFar)
    {
        foreach (var sequence in _sequences)
            if (soFar.Ids.EndsWith(sequence))
                return FinishReason.StopSequence;
        return null;
    }
}
