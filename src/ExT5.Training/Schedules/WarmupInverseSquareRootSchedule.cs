namespace ExT5.Training;

/// <summary>
/// Linear warmup from 0, then <c>rate / sqrt((step + shift) / timescale)</c> with the shift that joins the two
/// (Transformers <c>inverse_sqrt</c>). For T5's own rate, which starts flat, see <see
/// cref="InverseSquareRootSchedule"/>.
/// </summary>
/// <param name="Rate">The rate at the end of the warmup, at least 0.</param>
/// <param name="WarmupSteps">Steps of linear warmup, at least 0.</param>
/// <param name="Timescale">
/// How slowly it falls, in steps; 0 (the default) takes the warmup, or 10,000 without one.
/// </param>
public sealed record WarmupInverseSquareRootSchedule(double Rate, long WarmupSteps, long Timescale = 0)
    : ILearningRateSchedule
{
    private const long TimescaleWithoutWarmup = 10_000;

    /// <summary>The rate at the end of the warmup, at least 0.</summary>
    public double Rate { get; init => field = ScheduleArguments.Rate(value); } = ScheduleArguments.Rate(Rate);

    /// <summary>Steps of linear warmup, at least 0.</summary>
    public long WarmupSteps { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(WarmupSteps);

    /// <summary>How slowly it falls, in steps; 0 takes the warmup, or 10,000 without one.</summary>
    public long Timescale { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(Timescale);

    /// <inheritdoc/>
    public double At(long step)
    {
        if (ScheduleArguments.Steps(step) < WarmupSteps)
            return Rate * ScheduleArguments.Warmup(step, WarmupSteps);
        double timescale = Timescale > 0 ? Timescale : WarmupSteps > 0 ? WarmupSteps : TimescaleWithoutWarmup;
        return Rate / Math.Sqrt((step + timescale - WarmupSteps) / timescale);
    }
}
