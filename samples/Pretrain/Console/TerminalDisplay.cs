using System.Globalization;
using ExT5.Training;
using Spectre.Console;

namespace Pretrain.Console;

/// <summary>A bar with speed, time left and the losses of the families, drawn in place.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console) : ITrainingDisplay
{
    private const int BarWidth = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task<StepReport?> FollowAsync(IAsyncEnumerable<StepReport> steps)
    {
        var losses = new SmoothedLosses();
        StepReport? last = null;
        await console.Live(new Text("Opening the tasks ...")).StartAsync(async live =>
        {
            var shownAt = 0L;
            await foreach (var step in steps)
            {
                losses.Add(last = step);
                if (TimeProvider.System.GetElapsedTime(shownAt) < Pause) continue;
                live.UpdateTarget(Draw(step, losses));
                shownAt = TimeProvider.System.GetTimestamp();
            }

            if (last is not null) live.UpdateTarget(Draw(last, losses));
        });
        return last;
    }

    private static Rows Draw(StepReport step, SmoothedLosses losses)
    {
        var done = step.Elapsed / (step.Elapsed + step.Remaining);
        var filled = (int)(done * BarWidth);
        var speed = step.TotalTokens / Math.Max(step.Elapsed.TotalSeconds, 1e-3);
        var bar = $"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]";
        return new Rows(
            new Markup(string.Create(CultureInfo.InvariantCulture, $"{bar} {done,4:P0}  step {step.Step}  {speed:N0} tokens/s  {step.Remaining:m\\:ss} left  loss [bold]{losses.All:F3}[/]")),
            FamilyTable(losses));
    }

    private static Table FamilyTable(SmoothedLosses losses)
    {
        var table = new Table { Border = TableBorder.Minimal };
        foreach (var family in losses.Families.Keys) table.AddColumn(new TableColumn(family).RightAligned());
        if (losses.Families.Count > 0)
            table.AddRow([.. losses.Families.Values.Select(loss => loss.ToString("F2", CultureInfo.InvariantCulture))]);
        return table;
    }
}
