namespace ExT5.Training;

/// <summary>
/// T5's pre-training rate, <c>scale / sqrt(max(step, warmup))</c>: flat (0.01 by default) for the warmup, then falling
/// (T5X <c>constant * rsqrt_decay</c>).
/// </summary>
/// <param name="WarmupSteps">Steps of the flat part, at least 1; T5X's default is 10,000.</param>
/// <param name="Scale">Factor on the whole, above 0; 1.0 as in T5X.</param>
public sealed record InverseSquareRootSchedule(long WarmupSteps = 10_000, double Scale = 1.0) : ILearningRateSchedule
{
    /// <summary>Steps of the flat part, at least 1.</summary>
    public long WarmupSteps { get; init => field = AtLeastOne(value); } = AtLeastOne(WarmupSteps);

    /// <summary>Factor on the whole, above 0.</summary>
    public double Scale { get; init => field = ScheduleArguments.Positive(value); } =
        ScheduleArguments.Positive(Scale);

    /// <inheritdoc/>
    public double At(long step) => Scale / Math.Sqrt(Math.Max(ScheduleArguments.Steps(step), WarmupSteps));

    private static long AtLeastOne(long warmupSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(warmupSteps, nameof(WarmupSteps));
        return warmupSteps;
    }
}
