namespace ExT5.Data;

/// <summary>
/// A self-supervised objective: documents are joined and cut into segments, and a segment becomes an example.
/// Implementations are immutable and draw all randomness from the generator they are handed.
/// </summary>
public abstract record Objective
{
    /// <summary>Raw tokens one example consumes so that its ids, EOS included, fill the shape.</summary>
    /// <param name="shape">Lengths of a row.</param>
    /// <param name="vocabulary">Gives the sentinels.</param>
    /// <exception cref="RegistryException">The objective cannot fit the shape or lacks sentinels.</exception>
    public abstract int SegmentLength(BatchShape shape, Vocabulary vocabulary);

    /// <summary>Turns a segment into an example; EOS is appended by the caller.</summary>
    /// <param name="tokens">Raw ids; at least 2, at most <see cref="SegmentLength"/> (the end of a corpus may be short).</param>
    /// <param name="shape">Lengths of a row.</param>
    /// <param name="vocabulary">Gives the sentinels.</param>
    /// <param name="random">This example's own random stream.</param>
    public abstract TokenizedExample Corrupt(
        ReadOnlySpan<int> tokens, BatchShape shape, Vocabulary vocabulary, ref CounterRandom random);
}
