namespace ExT5.Core;

/// <summary>An input is longer than allowed, or would take more memory than a call may; nothing was computed.</summary>
/// <param name="message">Which input, its length or memory, the limit, and what to set.</param>
public sealed class RequestTooLargeException(string message) : ExT5CoreException(message)
{
    internal static RequestTooLargeException TooLong(string what, long tokens, int limit, string limitName, string remedy) => new(
        $"{what} has {tokens:N0} tokens with its end of sequence, more than {limitName}, {limit:N0}. "
        + $"Memory grows with the length and time with its square: raise {limitName} where you mean it, {remedy}.");

    internal static RequestTooLargeException NeedsMemory(string what, long tokens, int rows, long bytes, long limit, string remedy) => new(
        $"{what} of {tokens:N0} tokens in {rows:N0} rows of the decoder would take about {Mebibytes(bytes)} MiB, more than the "
        + $"{Mebibytes(limit)} MiB that a batch may. {remedy}");

    private static string Mebibytes(long bytes) => $"{bytes >> 20:N0}";
}
