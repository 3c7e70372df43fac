using ExT5.Data;

namespace ExT5.Training;

/// <summary>A task's score in two runs.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of the score.</param>
/// <param name="Baseline">The score of the run that is compared with.</param>
/// <param name="Candidate">The score of the run that is judged.</param>
/// <param name="Gain">The difference, above 0 when the candidate is better.</param>
/// <param name="Interval">95 % interval of the gain.</param>
/// <param name="PValue">
/// Two-sided p-value of the paired bootstrap; null when the answers of both runs to the same examples are not at hand.
/// </param>
public sealed record TaskComparison(
    string Task, string Metric, double Baseline, double Candidate, double Gain, ConfidenceInterval Interval, double? PValue)
{
    /// <summary>Whether both runs answered the same examples and were compared example by example.</summary>
    public bool Paired => PValue is not null;

    /// <summary>Whether the interval of the gain leaves out 0.</summary>
    public bool Significant => Interval.Lower > 0 || Interval.Upper < 0;
}
