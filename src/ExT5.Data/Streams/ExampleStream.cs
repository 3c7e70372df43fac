namespace ExT5.Data;

/// <summary>One task's split as tokenized examples, readable at any index.</summary>
internal abstract class ExampleStream
{
    /// <summary>Number of examples in an epoch.</summary>
    public abstract long Count { get; }

    /// <summary>An example, EOS included.</summary>
    /// <param name="index">0 up to <see cref="Count"/> - 1.</param>
    /// <param name="key">Key of this drawing's own random stream.</param>
    public abstract TokenizedExample this[long index, ulong key] { get; }

    /// <summary>Opens tasks, several at once.</summary>
    public static async Task<IReadOnlyList<ExampleStream>> OpenAllAsync(
        IReadOnlyList<Seq2SeqTask> tasks, DatasetSplit split, ExampleTokenizer tokenizer, BatchShape shape, CancellationToken cancellationToken)
    {
        var streams = new ExampleStream[tasks.Count];
        await Parallel.ForAsync(0, tasks.Count, cancellationToken, async (i, cancel) =>
            streams[i] = await OpenAsync(tasks[i], split, tokenizer, shape, cancel).ConfigureAwait(false)).ConfigureAwait(false);
        return streams;
    }

    private static async ValueTask<ExampleStream> OpenAsync(
        Seq2SeqTask task, DatasetSplit split, ExampleTokenizer tokenizer, BatchShape shape, CancellationToken cancellationToken)
    {
        var rows = await task.OpenAsync(split, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            throw new RegistryException(
                $"Task '{task.Name}' has no rows in split '{split}'. Give it rows, or rate 0 in the mixture.");
        return task.Objective is null
            ? new SupervisedStream(rows, tokenizer)
            : new DenoisingStream(task, rows, tokenizer.Vocabulary, shape, cancellationToken);
    }
}
