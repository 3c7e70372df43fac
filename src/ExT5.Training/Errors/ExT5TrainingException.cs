namespace ExT5.Training;

/// <summary>The base of every error that ExT5.Training raises about what it was given.</summary>
/// <param name="message">What was wrong, where, what is allowed and what to do.</param>
/// <param name="innerException">The cause, when another error lies behind.</param>
public abstract class ExT5TrainingException(string message, Exception? innerException = null)
    : Exception(message, innerException);
