namespace ExT5.Data;

/// <summary>A row of a task could not be made an example.</summary>
/// <param name="task">Name of the task.</param>
/// <param name="index">Index of the example in its split, from 0.</param>
/// <param name="cause">What was wrong; names file and line where the source knows them.</param>
public sealed class ExampleException(string task, long index, Exception cause)
    : ExT5DataException($"Task '{task}', example {index}: {cause?.Message}", cause)
{
    /// <summary>Name of the task.</summary>
    public string Task { get; } = task;

    /// <summary>Index of the example in its split, from 0.</summary>
    public long Index { get; } = index;
}
