namespace ExT5.Data;

/// <summary>A row that could not be made an example, and was skipped.</summary>
/// <param name="Task">Name of its task.</param>
/// <param name="Index">Index of the example in the task.</param>
/// <param name="Position">The position of the mixture that drew it; <see cref="WhenOpened"/> for a document of a denoising task, whose
/// documents are read when a pipeline opens.</param>
/// <param name="Error">What was wrong; names file and row where the source knows them.</param>
public sealed record BadRow(string Task, long Index, long Position, ExampleException Error)
{
    /// <summary>The position of what is read before the first draw.</summary>
    public const long WhenOpened = -1;
}
