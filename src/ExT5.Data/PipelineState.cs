namespace ExT5.Data;

/// <summary>
/// Where a pipeline stands: all it takes to go on with exactly the rows that would have come, also with another batch
/// size, number of workers or of processes.
/// </summary>
/// <param name="Window">The window that is being handed out.</param>
/// <param name="Row">Its rows (with a token budget: batches) that were handed out.</param>
/// <param name="ExampleHash">
/// A running hash of the examples handed out so far, in order, by task, epoch and index: two runs with the same hash saw
/// the same examples.
/// </param>
/// <param name="BadRows">Bad rows skipped so far.</param>
public sealed record PipelineState(long Window, int Row, ulong ExampleHash, long BadRows)
{
    /// <summary>The beginning.</summary>
    public static PipelineState Start { get; } = new(0, 0, 0, 0);

    /// <summary>What was cut of the examples handed out so far, by task; null when nothing was handed out, or by a version that did not count.</summary>
    public TruncationCounts? Truncation { get; init; }

    /// <summary>The weights in force after <see cref="Seq2SeqPipeline.Reweight"/>, and where they began; null for the mixture's own.</summary>
    public MixturePhase? Phase { get; init; }

    /// <summary>Weights that take effect at a later window; null for none.</summary>
    public MixturePhase? NextPhase { get; init; }
}
