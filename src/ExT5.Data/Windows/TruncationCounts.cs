namespace ExT5.Data;

/// <summary>What was cut of the examples handed out so far, task by task; equal when all numbers are.</summary>
/// <param name="Tasks">Every task of the pipeline, in its order.</param>
public sealed record TruncationCounts(IReadOnlyList<TaskTruncation> Tasks)
{
    /// <inheritdoc />
    public bool Equals(TruncationCounts? other) => other is not null && Tasks.SequenceEqual(other.Tasks);

    /// <inheritdoc />
    public override int GetHashCode() => Tasks.Aggregate(0, HashCode.Combine);

    /// <summary>A line for each task of which something was cut.</summary>
    public override string ToString() => string.Join('\n', Tasks.Where(task => task.IsAbove(0)));

    /// <summary>The counts for other tasks: those of equal names go on.</summary>
    internal static TruncationCounts For(IReadOnlyList<Seq2SeqTask> tasks, TruncationCounts? saved) => new(
        [.. tasks.Select(task => saved?.Tasks.FirstOrDefault(counted => counted.Task == task.Name) ?? new TaskTruncation(task.Name))]);
}
