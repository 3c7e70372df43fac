namespace ExT5.Data;

/// <summary>What a sample of up to 64 examples, spread over a stream, tells of it; the same for rows and for a cache of them.</summary>
/// <param name="Size">Examples, and the mean tokens of one, trimmed as in training.</param>
/// <param name="Truncation">What was cut of the sampled examples.</param>
internal sealed record StreamSample(TaskSize Size, TaskTruncation Truncation)
{
    private const int Examples = 64;

    /// <summary>Reads the sample.</summary>
    public static StreamSample Of(Seq2SeqTask task, ExampleStream stream, BatchShape shape, CancellationToken cancellationToken)
    {
        var sampled = Math.Min(stream.Count, Examples);
        var (inputs, targets, cut) = (0L, 0L, new TaskTruncation(task.Name));
        for (var i = 0; i < sampled; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var example = stream[(long)((Int128)stream.Count * i / sampled), key: 0];
                (inputs, targets) = (inputs + example.Inputs.Length, targets + example.Targets.Length);
                cut = cut.Plus(BatchWriter.DroppedOf(example, shape));
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A bad row is the business of whoever draws it.
            }
        }

        var read = cut.Examples;
        return new(read == 0 ? new TaskSize(stream.Count) : new TaskSize(stream.Count, (double)inputs / read, (double)targets / read), cut);
    }
}
