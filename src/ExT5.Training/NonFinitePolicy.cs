namespace ExT5.Training;

/// <summary>What a trainer does with a step whose loss or gradient is infinite or not a number.</summary>
public enum NonFinitePolicy
{
    /// <summary>Ends the run with a <see cref="NonFiniteStepException"/>; the newest checkpoint is as it was.</summary>
    Stop,

    /// <summary>Leaves the parameters as they are, logs a warning and goes on (T5X's <c>skip_nan_updates</c>).</summary>
    SkipUpdate,
}
