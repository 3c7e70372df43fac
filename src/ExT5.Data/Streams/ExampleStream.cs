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

    /// <summary>The rows it was made of; null when they were tokenized before.</summary>
    public IReadOnlyList<TextExample>? Rows { get; private init; }

    /// <summary>Opens tasks, several at once.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="split">The split.</param>
    /// <param name="cache">Where they were tokenized before, known to be current; null tokenizes them.</param>
    /// <param name="tokenizer">Encodes examples, or trims those of the cache.</param>
    /// <param name="shape">Lengths of a row.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public static async Task<IReadOnlyList<ExampleStream>> OpenAllAsync(
        IReadOnlyList<Seq2SeqTask> tasks, DatasetSplit split, TokenCache? cache, ExampleTokenizer tokenizer, BatchShape shape,
        CancellationToken cancellationToken)
    {
        var streams = new ExampleStream[tasks.Count];
        await Parallel.ForAsync(0, tasks.Count, cancellationToken, async (i, cancel) => streams[i] = cache is null
            ? await OpenAsync(tasks[i], split, tokenizer, shape, cancel).ConfigureAwait(false)
            : Open(tasks[i], cache.Examples(tasks[i].Name, split), tokenizer, shape, cancel)).ConfigureAwait(false);
        return streams;
    }

    private static async ValueTask<ExampleStream> OpenAsync(
        Seq2SeqTask task, DatasetSplit split, ExampleTokenizer tokenizer, BatchShape shape, CancellationToken cancellationToken)
    {
        var rows = await task.OpenAsync(split, cancellationToken).ConfigureAwait(false);
        CheckNotEmpty(task, split, rows.Count);
        return task.Objective is null
            ? new SupervisedStream(rows, tokenizer) { Rows = rows }
            : new DenoisingStream(task, () => JoinedTokens.Encode(rows, tokenizer.Vocabulary, cancellationToken), tokenizer.Vocabulary, shape) { Rows = rows };
    }

    private static ExampleStream Open(
        Seq2SeqTask task, CachedExamples examples, ExampleTokenizer tokenizer, BatchShape shape, CancellationToken cancellationToken)
    {
        CheckNotEmpty(task, examples.Split, examples.Count);
        return task.Objective is null
            ? new CachedStream(examples, tokenizer)
            : new DenoisingStream(task, () => new CachedText(examples, cancellationToken), tokenizer.Vocabulary, shape);
    }

    private static void CheckNotEmpty(Seq2SeqTask task, DatasetSplit split, long rows)
    {
        if (rows == 0)
            throw new RegistryException($"Task '{task.Name}' has no rows in split '{split}'. Give it rows, or rate 0 in the mixture.");
    }
}
