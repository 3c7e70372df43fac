namespace ExT5.Training;

/// <summary>A checkpoint could not be written, read or used for this run.</summary>
/// <param name="message">What was wrong, which folder, and what to do.</param>
/// <param name="innerException">The cause.</param>
public sealed class CheckpointException(string message, Exception? innerException = null)
    : ExT5TrainingException(message, innerException);
