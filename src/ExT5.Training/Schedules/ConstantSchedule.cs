namespace ExT5.Training;

/// <summary>The same rate at every step; ExT5 fine-tunes at 1e-3 with Adafactor, T5X's fine-tuning default.</summary>
/// <param name="Rate">The rate, at least 0.</param>
/// <param name="WarmupSteps">
/// Steps of linear warmup from 0, none by default; with them this is Transformers' <c>constant_with_warmup</c>.
/// </param>
public sealed record ConstantSchedule(double Rate, long WarmupSteps = 0) : ILearningRateSchedule
{
    /// <summary>The rate, at least 0.</summary>
    public double Rate { get; init => field = ScheduleArguments.Rate(value); } = ScheduleArguments.Rate(Rate);

    /// <summary>Steps of linear warmup from 0.</summary>
    public long WarmupSteps { get; init => field = ScheduleArguments.Steps(value); } =
        ScheduleArguments.Steps(WarmupSteps);

    /// <inheritdoc/>
    public double At(long step) => Rate * ScheduleArguments.Warmup(ScheduleArguments.Steps(step), WarmupSteps);
}
