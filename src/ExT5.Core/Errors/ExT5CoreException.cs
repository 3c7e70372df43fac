namespace ExT5.Core;

/// <summary>The base of every error that ExT5.Core raises about what it was given or what it found on the machine.</summary>
/// <param name="message">What was wrong, where, what is allowed and what to do.</param>
/// <param name="innerException">The cause, when another error lies behind.</param>
public abstract class ExT5CoreException(string message, Exception? innerException = null)
    : Exception(message, innerException);
