namespace ExT5.Training.Tests;

/// <summary>A schedule from a lambda.</summary>
internal sealed class RateOf(Func<long, double> rate) : ILearningRateSchedule
{
    public double At(long step) => rate(step);
}
