namespace ExT5.Core;

/// <summary>A model configuration, or the <c>config.json</c> that holds it, is not one of a T5 model.</summary>
/// <param name="message">Which value, what was got and what is allowed.</param>
/// <param name="innerException">The cause, when another error lies behind.</param>
public sealed class T5ConfigException(string message, Exception? innerException = null)
    : ExT5CoreException(message, innerException);
