namespace ExT5.Data;

/// <summary>
/// Makes windows: draws, tokenizes and plans the rows of consecutive positions. A window is a pure function of its
/// number and the sampler, whoever makes it and when. Thread-safe.
/// </summary>
internal sealed class WindowReader(
    IReadOnlyList<Seq2SeqTask> tasks, IReadOnlyList<ExampleStream> streams, BatchShape shape, ulong seed, bool skipsBadRows)
{
    /// <summary>The example of a draw.</summary>
    /// <exception cref="ExampleException">Its row cannot be read, formatted or tokenized.</exception>
    public TokenizedExample Read(MixtureSampler sampler, MixtureDraw draw)
    {
        try
        {
            return streams[draw.Task][draw.Index, sampler.KeyOf(draw)];
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new ExampleException(tasks[draw.Task].Name, draw.Index, error);
        }
    }

    /// <summary>The window of a number.</summary>
    /// <param name="sampler">Says what stands at its positions.</param>
    /// <param name="number">0 or more.</param>
    /// <param name="cancellationToken">Stops between two examples.</param>
    public ExampleWindow Read(MixtureSampler sampler, long number, CancellationToken cancellationToken)
    {
        var (draws, examples) = (new MixtureDraw[shape.Window], new TokenizedExample?[shape.Window]);
        var (lengths, badRows) = (new ExampleLengths[shape.Window], new List<BadRow>());
        var cursor = sampler.ReadFrom(number * shape.Window);
        for (var i = 0; i < draws.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            draws[i] = cursor.Next();
            try
            {
                var example = examples[i] = Read(sampler, draws[i]);
                lengths[i] = BatchWriter.LengthsOf(example, shape);
            }
            catch (ExampleException error) when (skipsBadRows)
            {
                badRows.Add(new BadRow(error.Task, error.Index, number * shape.Window + i, error));
            }
        }

        var rows = PackingPlan.Of(lengths, shape, CounterRandom.Combine(CounterRandom.Mix(seed), (ulong)number));
        return new ExampleWindow(draws, examples, lengths, rows, badRows);
    }
}
