using ExT5.Core;

namespace ExT5.Training;

/// <summary>The loss or a gradient of a step is infinite or not a number.</summary>
/// <param name="number">The step, from 1.</param>
/// <param name="first">What was not finite first.</param>
public sealed class NonFiniteStepException(long number, NonFiniteTensor first) : ExT5TrainingException(
    $"Step {number}: {first}. The update was not made, parameters are as before. Lower the learning rate, set "
    + "TrainingOptions.ClipNorm (1.0 is usual) or leave such updates out with NonFinitePolicy.SkipUpdate; "
    + "the run resumes from its newest checkpoint.")
{
    /// <summary>The step, from 1.</summary>
    public long StepNumber { get; } = number;

    /// <summary>
    /// What was not finite first, in the order of computation: a parameter, what a layer put out, the loss, or a gradient.
    /// </summary>
    public NonFiniteTensor First { get; } = first;
}
