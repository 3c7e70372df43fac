using System.Text.Json;

namespace ExT5.Data;

/// <summary>What a planned run draws from a mixture, made by <see cref="TaskRegistry.Explain"/>; <see cref="ToString"/> is a table.</summary>
/// <param name="Mixture">Name.</param>
/// <param name="Examples">Examples that the run draws: steps · examples in a batch.</param>
/// <param name="RepeatLimit">Epochs above which a task is said to repeat often.</param>
/// <param name="Tasks">The tasks, those drawn most first.</param>
public sealed record MixtureExplanation(string Mixture, long Examples, double RepeatLimit, IReadOnlyList<TaskExplanation> Tasks)
{
    /// <summary>Below this share a task is said to be rare: 1 in 1,000 examples.</summary>
    internal const double RareBelow = 1e-3;

    /// <summary>Above this share of cut examples a task is named: one in a hundred; fewer is what any long-tailed text has.</summary>
    internal const double MuchCut = 0.01;

    /// <summary>An aligned table with the warnings below it.</summary>
    public override string ToString() => ExplanationTable.Of(this);

    /// <summary>The same as JSON, with names in snake case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, MixtureJson.Default.MixtureExplanation);

    internal static MixtureExplanation Of(
        string mixture, IReadOnlyList<SizedMember> tasks, IReadOnlyList<double> shares, long examples, double repeatLimit)
    {
        var inputs = Total(tasks, shares, size => size.InputTokens);
        var targets = Total(tasks, shares, size => size.TargetTokens);
        var explained = tasks.Select((task, i) =>
        {
            if (task.Size.Examples == 0)
                throw new RegistryException($"Task '{task.Name}' has no examples, so it cannot be drawn. Give it rows or rate 0.");
            var drawn = shares[i] * examples;
            var (input, target) = (shares[i] * task.Size.InputTokens, shares[i] * task.Size.TargetTokens);
            return new TaskExplanation(
                task.Name, task.Size.Examples, shares[i], drawn, drawn / task.Size.Examples,
                inputs is null ? null : input * examples, targets is null ? null : target * examples,
                Share(input, inputs), Share(target, targets),
                drawn / task.Size.Examples > repeatLimit, shares[i] < RareBelow);
        });
        return new MixtureExplanation(mixture, examples, repeatLimit, [.. explained.OrderByDescending(task => task.Rate)]);
    }

    private static double? Total(IReadOnlyList<SizedMember> tasks, IReadOnlyList<double> shares, Func<TaskSize, double?> tokens) =>
        tasks.Any(task => tokens(task.Size) is null) ? null : tasks.Select((task, i) => shares[i] * tokens(task.Size)!.Value).Sum();

    private static double? Share(double? part, double? total) => total is null ? null : total > 0 ? part / total : 0;
}
