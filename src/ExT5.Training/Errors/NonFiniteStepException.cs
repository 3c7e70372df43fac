namespace ExT5.Training;

/// <summary>The loss or a gradient of a step is infinite or not a number.</summary>
/// <param name="number">The step, from 1.</param>
/// <param name="what">What is not finite: the loss, or the first parameter with such a gradient.</param>
public sealed class NonFiniteStepException(long number, string what) : ExT5TrainingException(
    $"Step {number}: {what} is not a finite number. Parameters were not changed. Lower the learning rate, set "
    + "TrainingOptions.ClipNorm (1.0 is usual) or leave such updates out with NonFinitePolicy.SkipUpdate; "
    + "the run resumes from its newest checkpoint.")
{
    /// <summary>The step, from 1.</summary>
    public long StepNumber { get; } = number;
}
