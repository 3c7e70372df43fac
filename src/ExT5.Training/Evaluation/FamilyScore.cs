using ExT5.Data;

namespace ExT5.Training;

/// <summary>How a family of tasks did; every task counts the same.</summary>
/// <param name="Family">The family.</param>
/// <param name="Tasks">Number of its tasks that were scored.</param>
/// <param name="Score">Mean of their scores.</param>
/// <param name="BestBaseline">Mean of their best baselines.</param>
/// <param name="ClearlyAbove">Number of its tasks whose interval lies above the best baseline.</param>
public sealed record FamilyScore(TaskFamily Family, int Tasks, double Score, double BestBaseline, int ClearlyAbove)
{
    internal static FamilyScore Of(TaskFamily family, IReadOnlyCollection<TaskScore> tasks) => new(
        family,
        tasks.Count,
        tasks.Average(task => task.Score),
        tasks.Average(task => task.BestBaseline.Score),
        tasks.Count(task => task.ClearlyAboveBaseline));
}
