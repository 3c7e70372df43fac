namespace ExT5.Training;

/// <summary>
/// Adafactor's own rate, <c>min(start, 1 / sqrt(step + 1))</c>: what Transformers computes inside its Adafactor with
/// <c>relative_step=True</c>. There it forbids a learning rate beside it; here it is the learning rate.
/// </summary>
/// <param name="WarmupInit">
/// Start at <c>1e-6 * (step + 1)</c> instead of the flat 1e-2 (Transformers <c>warmup_init</c>, false by default).
/// </param>
public sealed record RelativeStepSchedule(bool WarmupInit = false) : ILearningRateSchedule
{
    private const double FlatStart = 1e-2;
    private const double RisePerStep = 1e-6;

    /// <inheritdoc/>
    public double At(long step)
    {
        var count = ScheduleArguments.Steps(step) + 1;
        return Math.Min(WarmupInit ? RisePerStep * count : FlatStart, 1 / Math.Sqrt(count));
    }
}
