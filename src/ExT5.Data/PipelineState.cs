namespace ExT5.Data;

/// <summary>Where a pipeline stands: all it takes to go on with exactly the batches that would have come.</summary>
/// <param name="NextPosition">The mixture position to read next.</param>
/// <param name="Deferred">Earlier positions that no row had room for yet, in order.</param>
public sealed record PipelineState(long NextPosition, IReadOnlyList<long> Deferred)
{
    /// <summary>The beginning.</summary>
    public static PipelineState Start { get; } = new(0, []);
}
