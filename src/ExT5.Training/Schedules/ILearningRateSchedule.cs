namespace ExT5.Training;

/// <summary>The learning rate as a pure function of the step: nothing to save, nothing to resume.</summary>
public interface ILearningRateSchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Optimizer steps taken so far, from 0; the first step asks for <c>At(0)</c>.</param>
    /// <returns>The rate, at least 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    double At(long step);
}
