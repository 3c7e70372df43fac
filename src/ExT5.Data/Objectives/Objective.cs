namespace ExT5.Data;

/// <summary>
/// A self-supervised objective: cuts joined documents into segments and turns a segment into an example.
/// Implementations are immutable and draw all randomness from the generator they are handed.
/// </summary>
public abstract record Objective
{
    /// <summary>Raw tokens one example consumes so that its ids fill the shape.</summary>
    /// <param name="shape">Lengths of a row.</param>
    /// <exception cref="RegistryException">The objective cannot fit the shape.</exception>
    public abstract int SegmentLength(BatchShape shape);

    /// <summary>Turns a segment into an example; EOS is appended by the caller.</summary>
    /// <param name="tokens">Raw ids, at most <see cref="SegmentLength"/>; the last segment of a corpus may be shorter.</param>
    /// <param name="vocabulary">Gives the sentinels.</param>
    /// <param name="random">This example's own random stream.</param>
    public abstract TokenizedExample Corrupt(ReadOnlySpan<int> tokens, Vocabulary vocabulary, ref CounterRandom random);
}
