namespace ExT5.Data;

/// <summary>What a planned run draws from one task.</summary>
/// <param name="Task">Name.</param>
/// <param name="Examples">Number of its training examples.</param>
/// <param name="Rate">Share of the examples drawn, from 0 to 1; under a schedule the mean over the run.</param>
/// <param name="Drawn">Examples drawn; a mean, so not a whole number.</param>
/// <param name="Epochs">How often each of its examples is read.</param>
/// <param name="InputTokens">Input tokens drawn; null when any task's token counts are not known.</param>
/// <param name="TargetTokens">Target tokens drawn; null when any task's token counts are not known.</param>
/// <param name="InputShare">Share of the run's input tokens, from 0 to 1, or null.</param>
/// <param name="TargetShare">Share of the run's target tokens, from 0 to 1, or null.</param>
/// <param name="RepeatsOften">It is read more often than the limit.</param>
/// <param name="IsRare">It is less than one in 1,000 of the examples drawn.</param>
public sealed record TaskExplanation(
    string Task, long Examples, double Rate, double Drawn, double Epochs, double? InputTokens, double? TargetTokens,
    double? InputShare, double? TargetShare, bool RepeatsOften, bool IsRare)
{
    /// <summary>
    /// What a row has no room for, of a sample of its examples or, from a cache, of all of them; null when it is not known, as
    /// <see cref="TaskRegistry.Explain"/> alone knows no shape.
    /// </summary>
    public TaskTruncation? Truncation { get; init; }
}
