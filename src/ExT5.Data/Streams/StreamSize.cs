namespace ExT5.Data;

/// <summary>Tells the size of a stream from its count and a sample of its examples, the same for rows and for a cache of them.</summary>
internal static class StreamSize
{
    private const int SampledExamples = 64;

    /// <summary>Examples, and the mean tokens of up to 64 of them spread over the stream, trimmed as in training.</summary>
    public static TaskSize Of(ExampleStream stream, CancellationToken cancellationToken)
    {
        var sampled = Math.Min(stream.Count, SampledExamples);
        var (read, inputs, targets) = (0, 0L, 0L);
        for (var i = 0; i < sampled; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var example = stream[(long)((Int128)stream.Count * i / sampled), key: 0];
                (read, inputs, targets) = (read + 1, inputs + example.Inputs.Length, targets + example.Targets.Length);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A bad row is the business of whoever draws it.
            }
        }

        return read == 0 ? new TaskSize(stream.Count) : new TaskSize(stream.Count, (double)inputs / read, (double)targets / read);
    }
}
