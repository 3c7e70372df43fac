using System.Text.Json;
using ExT5.Data;

namespace Pretrain;

/// <summary>
/// How many steps a run takes: the learning rate falls to zero over them, so a time must be turned into steps before the
/// first one. Kept in the run's folder, so that a run that is resumed keeps its schedule.
/// </summary>
/// <param name="Minutes">The time they were planned for; 0 when steps were asked for.</param>
/// <param name="Steps">Steps of the whole run.</param>
internal sealed record StepPlan(double Minutes, long Steps)
{
    public const string FileName = "plan.json";

    /// <summary>The plan of the run in the output folder, or a new one for this machine.</summary>
    /// <param name="options">Say minutes or steps, and where the run lies.</param>
    /// <param name="measure">Measures the time of a step on this machine.</param>
    public static async Task<StepPlan> MakeAsync(PretrainOptions options, Func<Task<TimeSpan>> measure)
    {
        if (Saved(options.Output) is { } saved && saved.Fits(options)) return saved;
        var plan = options.Steps is { } steps
            ? new StepPlan(0, steps)
            : new StepPlan(options.Minutes, Math.Max(1, (long)(TimeSpan.FromMinutes(options.Minutes) / await measure())));
        var file = Path.Combine(options.Output, FileName);
        await File.WriteAllTextAsync(file + ".partial", JsonSerializer.Serialize(plan));
        File.Move(file + ".partial", file, overwrite: true);
        return plan;
    }

    private bool Fits(PretrainOptions options) => options.Steps is { } steps ? Steps == steps : Minutes == options.Minutes;

    private static StepPlan? Saved(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<StepPlan>(File.ReadAllText(file)) : null;
        }
        catch (JsonException error)
        {
            throw new DataSourceException(file, error.LineNumber + 1, "This is no plan of a run. Delete it, and the run is planned anew.", error);
        }
    }
}
