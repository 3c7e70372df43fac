namespace ExT5.Core;

/// <summary>An adapter, or the folder that holds it, cannot be used with a model.</summary>
/// <param name="message">Which value, what was got, what is allowed and what to do.</param>
/// <param name="innerException">The cause, when another error lies behind.</param>
public sealed class AdapterException(string message, Exception? innerException = null)
    : ExT5CoreException(message, innerException);
