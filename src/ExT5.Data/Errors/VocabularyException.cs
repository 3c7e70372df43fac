namespace ExT5.Data;

/// <summary>A vocabulary file was refused.</summary>
/// <param name="message">What was wrong, where and what is allowed.</param>
/// <param name="innerException">The cause.</param>
public sealed class VocabularyException(string message, Exception? innerException = null)
    : ExT5DataException(message, innerException);
