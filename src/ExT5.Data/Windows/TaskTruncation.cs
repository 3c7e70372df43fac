using System.Text.Json.Serialization;

namespace ExT5.Data;

/// <summary>What was cut of a task's examples because a row had no room for it.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Examples">Examples that were looked at.</param>
/// <param name="CutInputs">Those whose input was cut.</param>
/// <param name="CutTargets">Those whose target was cut.</param>
/// <param name="DroppedInputTokens">Tokens cut of all inputs.</param>
/// <param name="DroppedTargetTokens">Tokens cut of all targets.</param>
public sealed record TaskTruncation(
    string Task, long Examples = 0, long CutInputs = 0, long CutTargets = 0, long DroppedInputTokens = 0, long DroppedTargetTokens = 0)
{
    /// <summary>Share of the examples whose input was cut, 0 to 1.</summary>
    [JsonIgnore]
    public double InputShare => Examples == 0 ? 0 : (double)CutInputs / Examples;

    /// <summary>Share of the examples whose target was cut, 0 to 1.</summary>
    [JsonIgnore]
    public double TargetShare => Examples == 0 ? 0 : (double)CutTargets / Examples;

    /// <summary>One line with counts and shares.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Task}: {CutInputs:N0} of {Examples:N0} inputs cut ({100 * InputShare:F1} %, {DroppedInputTokens:N0} tokens), {CutTargets:N0} targets ({100 * TargetShare:F1} %, {DroppedTargetTokens:N0} tokens)");

    internal TaskTruncation Plus(ExampleLengths dropped) => new(
        Task, Examples + 1, CutInputs + (dropped.Inputs > 0 ? 1 : 0), CutTargets + (dropped.Targets > 0 ? 1 : 0),
        DroppedInputTokens + dropped.Inputs, DroppedTargetTokens + dropped.Targets);

    internal bool IsAbove(double share) => InputShare > share || TargetShare > share;
}
