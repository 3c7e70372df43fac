namespace ExT5.Training;

/// <summary>What a trainer does with a step whose loss or gradient is infinite or not a number.</summary>
public enum NonFinitePolicy
{
    /// <summary>
    /// Ends the run with a <see cref="NonFiniteStepException"/> that names step, layer and tensor; parameters and the newest
    /// checkpoint are as they were.
    /// </summary>
    Stop,

    /// <summary>
    /// Leaves the parameters as they are, logs a warning that names layer and tensor, counts it in
    /// <see cref="StepReport.SkippedUpdates"/> and goes on (T5X's <c>skip_nan_updates</c>).
    /// </summary>
    SkipUpdate,
}
