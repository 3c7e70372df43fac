namespace ExT5.Data;

/// <summary>A token cache is missing, incomplete, damaged, or made from something else than what it is opened for.</summary>
/// <param name="message">What was wrong, where and what to do.</param>
/// <param name="innerException">The cause.</param>
public sealed class CacheException(string message, Exception? innerException = null)
    : ExT5DataException(message, innerException);
