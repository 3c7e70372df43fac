namespace ExT5.Training;

/// <summary>
/// Linear warmup from 0 to the rate, then linear decay to 0 at the last step, and 0 after it (Transformers
/// <c>linear</c>, its trainer's default).
/// </summary>
/// <param name="Rate">The rate at the end of the warmup, at least 0.</param>
/// <param name="WarmupSteps">Steps of linear warmup, at least 0.</param>
/// <param name="TotalSteps">Steps of the whole run, warmup included.</param>
public sealed record LinearSchedule(double Rate, long WarmupSteps, long TotalSteps) : ILearningRateSchedule
{
    /// <summary>The rate at the end of the warmup, at least 0.</summary>
    public double Rate { get; init => field = ScheduleArguments.Rate(value); } = ScheduleArguments.Rate(Rate);

    /// <summary>Steps of linear warmup, at least 0.</summary>
    public long WarmupSteps { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(WarmupSteps);

    /// <summary>Steps of the whole run, warmup included.</summary>
    public long TotalSteps { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(TotalSteps);

    /// <inheritdoc/>
    public double At(long step)
    {
        if (ScheduleArguments.Steps(step) < WarmupSteps)
            return Rate * ScheduleArguments.Warmup(step, WarmupSteps);
        var progress = ScheduleArguments.Progress(step, WarmupSteps, TotalSteps);
        return Rate * Math.Max(0, 1 - progress);
    }
}
