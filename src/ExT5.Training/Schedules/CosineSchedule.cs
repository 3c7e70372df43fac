namespace ExT5.Training;

/// <summary>
/// Linear warmup from 0 to the rate, then a cosine down to <paramref name="EndRate"/> at the last step (Transformers
/// <c>cosine</c>). Past the last step the cosine goes on and rises again, as it does there.
/// </summary>
/// <param name="Rate">The rate at the end of the warmup, at least 0.</param>
/// <param name="WarmupSteps">Steps of linear warmup, at least 0.</param>
/// <param name="TotalSteps">Steps of the whole run, warmup included.</param>
/// <param name="Cycles">Waves of the cosine, above 0; 0.5 (the default) falls once.</param>
/// <param name="EndRate">The rate at the bottom, at least 0; 0 as in Transformers, nanoT5 uses 1e-5.</param>
public sealed record CosineSchedule(
    double Rate, long WarmupSteps, long TotalSteps, double Cycles = 0.5, double EndRate = 0) : ILearningRateSchedule
{
    /// <summary>The rate at the end of the warmup, at least 0.</summary>
    public double Rate { get; init => field = ScheduleArguments.Rate(value); } = ScheduleArguments.Rate(Rate);

    /// <summary>Steps of linear warmup, at least 0.</summary>
    public long WarmupSteps { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(WarmupSteps);

    /// <summary>Steps of the whole run, warmup included.</summary>
    public long TotalSteps { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(TotalSteps);

    /// <summary>Waves of the cosine, above 0.</summary>
    public double Cycles { get; init => field = ScheduleArguments.Positive(value); } =
        ScheduleArguments.Positive(Cycles);

    /// <summary>The rate at the bottom, at least 0.</summary>
    public double EndRate { get; init => field = ScheduleArguments.Rate(value); } = ScheduleArguments.Rate(EndRate);

    /// <inheritdoc/>
    public double At(long step)
    {
        if (ScheduleArguments.Steps(step) < WarmupSteps)
            return Rate * ScheduleArguments.Warmup(step, WarmupSteps);
        var progress = ScheduleArguments.Progress(step, WarmupSteps, TotalSteps);
        return EndRate + ((Rate - EndRate) * 0.5 * (1 + Math.Cos(2 * Math.PI * Cycles * progress)));
    }
}
