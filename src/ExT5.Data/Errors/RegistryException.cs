namespace ExT5.Data;

/// <summary>A task, a mixture or a rate was defined in a way that cannot be used.</summary>
/// <param name="message">What was wrong and what to do.</param>
public sealed class RegistryException(string message) : ExT5DataException(message);
