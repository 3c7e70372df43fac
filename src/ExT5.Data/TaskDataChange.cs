namespace ExT5.Data;

/// <summary>What changed in a task between two pipelines; <see cref="ToString"/> is a line for people.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="What">What changed, as it was and as it is, with the file's path where it is a file.</param>
public sealed record TaskDataChange(string Task, string What)
{
    /// <inheritdoc />
    public override string ToString() => $"task '{Task}': {What}";
}
