namespace ExT5.Data;

/// <summary>More bad rows were skipped than the budget allows.</summary>
/// <param name="message">How many, what the budget is, and the last of them.</param>
/// <param name="innerException">The last bad row's error.</param>
public sealed class BadRowsException(string message, Exception? innerException = null) : ExT5DataException(message, innerException);
