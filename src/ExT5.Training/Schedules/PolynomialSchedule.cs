namespace ExT5.Training;

/// <summary>
/// Linear warmup from 0 to the rate, then <c>end + (rate - end) * (1 - progress)^power</c>, and the end rate after the
/// last step (Transformers <c>polynomial</c>).
/// </summary>
/// <param name="Rate">The rate at the end of the warmup, at least 0.</param>
/// <param name="WarmupSteps">Steps of linear warmup, at least 0.</param>
/// <param name="TotalSteps">Steps of the whole run, warmup included.</param>
/// <param name="EndRate">The rate from the last step on, at least 0; 1e-7 as in Transformers.</param>
/// <param name="Power">Shape of the fall, above 0; 1 (the default) is a line.</param>
public sealed record PolynomialSchedule(
    double Rate, long WarmupSteps, long TotalSteps, double EndRate = 1e-7, double Power = 1) : ILearningRateSchedule
{
    /// <summary>The rate at the end of the warmup, at least 0.</summary>
    public double Rate { get; init => field = ScheduleArguments.Rate(value); } = ScheduleArguments.Rate(Rate);

    /// <summary>Steps of linear warmup, at least 0.</summary>
    public long WarmupSteps { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(WarmupSteps);

    /// <summary>Steps of the whole run, warmup included.</summary>
    public long TotalSteps { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(TotalSteps);

    /// <summary>The rate from the last step on, at least 0.</summary>
    public double EndRate { get; init => field = ScheduleArguments.Rate(value); } = ScheduleArguments.Rate(EndRate);

    /// <summary>Shape of the fall, above 0.</summary>
    public double Power { get; init => field = ScheduleArguments.Positive(value); } =
        ScheduleArguments.Positive(Power);

    /// <inheritdoc/>
    public double At(long step)
    {
        if (ScheduleArguments.Steps(step) < WarmupSteps)
            return Rate * ScheduleArguments.Warmup(step, WarmupSteps);
        var remaining = Math.Max(0, 1 - ScheduleArguments.Progress(step, WarmupSteps, TotalSteps));
        return EndRate + ((Rate - EndRate) * Math.Pow(remaining, Power));
    }
}
