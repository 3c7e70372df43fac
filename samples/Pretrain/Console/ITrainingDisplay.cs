using ExT5.Training;

namespace Pretrain.Console;

/// <summary>Shows a run while it goes.</summary>
internal interface ITrainingDisplay
{
    /// <summary>Runs the steps and shows them.</summary>
    /// <returns>The last step's report, or null when there was none.</returns>
    Task<StepReport?> FollowAsync(IAsyncEnumerable<StepReport> steps);

    /// <summary>The display for this console.</summary>
    static ITrainingDisplay Create() =>
        System.Console.IsOutputRedirected || !Spectre.Console.AnsiConsole.Profile.Capabilities.Interactive
            ? new PlainDisplay(TimeProvider.System)
            : new TerminalDisplay(Spectre.Console.AnsiConsole.Console);
}
