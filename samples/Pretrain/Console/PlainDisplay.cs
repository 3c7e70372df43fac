using System.Globalization;
using ExT5.Training;

namespace Pretrain.Console;

/// <summary>A line every ten seconds, for logs and pipes.</summary>
internal sealed class PlainDisplay(TimeProvider time) : ITrainingDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public async Task<StepReport?> FollowAsync(IAsyncEnumerable<StepReport> steps)
    {
        var losses = new SmoothedLosses();
        var (last, shown, shownAt) = ((StepReport?)null, (StepReport?)null, time.GetTimestamp());
        await foreach (var step in steps)
        {
            losses.Add(last = step);
            if (shown is not null && time.GetElapsedTime(shownAt) < Pause) continue;
            Write(step, losses);
            (shown, shownAt) = (step, time.GetTimestamp());
        }

        if (last is not null && last != shown) Write(last, losses);
        return last;
    }

    private static void Write(StepReport step, SmoothedLosses losses) => System.Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"step {step.Step,5}  {step.TotalTokens / Math.Max(step.Elapsed.TotalSeconds, 1e-3),7:N0} tokens/s  {step.Remaining:m\\:ss} left  loss {losses.All:F3}  {string.Join("  ", losses.Families.Select(family => string.Create(CultureInfo.InvariantCulture, $"{family.Key} {family.Value:F2}")))}"));
}
