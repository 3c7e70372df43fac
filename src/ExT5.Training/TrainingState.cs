using ExT5.Data;

namespace ExT5.Training;

/// <summary>Where a run stands: with the weights and the optimizer's tensors, all it takes to go on.</summary>
/// <param name="Step">Steps done, those whose update was left out included.</param>
/// <param name="OptimizerSteps">Steps the optimizer has taken.</param>
/// <param name="Examples">Examples seen.</param>
/// <param name="InputTokens">Encoder tokens seen, without padding.</param>
/// <param name="TargetTokens">Decoder tokens seen, without padding.</param>
/// <param name="Elapsed">Time spent in training, over all sessions.</param>
/// <param name="Pipeline">Where the data stands.</param>
internal sealed record TrainingState(
    long Step, long OptimizerSteps, long Examples, long InputTokens, long TargetTokens, TimeSpan Elapsed, PipelineState Pipeline)
{
    /// <summary>Where the reweighting of the mixture stands; null without.</summary>
    public ReweightingState? Reweighting { get; init; }

    public static TrainingState Start { get; } = new(0, 0, 0, 0, 0, TimeSpan.Zero, PipelineState.Start);
}
