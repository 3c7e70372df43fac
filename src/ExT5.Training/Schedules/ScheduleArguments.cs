using System.Runtime.CompilerServices;

namespace ExT5.Training;

/// <summary>What every schedule asks of its numbers.</summary>
internal static class ScheduleArguments
{
    public static double Rate(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "A learning rate must be finite and at least 0.");

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The value must be finite and above 0.");

    public static long Steps(long value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return value;
    }

    /// <summary>
    /// The part of a linear warmup that has been climbed: 0 at step 0, 1 from <paramref name="warmup"/> on.
    /// </summary>
    public static double Warmup(long step, long warmup) => step < warmup ? step / (double)warmup : 1.0;

    /// <summary>
    /// How far a step is between the end of the warmup (0) and the end of training (1); may exceed 1.
    /// </summary>
    public static double Progress(long step, long warmup, long total) =>
        Math.Max(0, step - warmup) / (double)Math.Max(1, total - warmup);
}
