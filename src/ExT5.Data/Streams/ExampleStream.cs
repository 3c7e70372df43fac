using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

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

    /// <summary>Documents that could not be read when they were joined, and were left out.</summary>
    public IReadOnlyCollection<BadRow> BadDocuments { get; private init; } = [];

    /// <summary>Opens tasks, several at once.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="split">The split.</param>
    /// <param name="cache">Where they were tokenized before, known to be current; null tokenizes them.</param>
    /// <param name="tokenizer">Encodes examples, or trims those of the cache.</param>
    /// <param name="shape">Lengths of a row.</param>
    /// <param name="options">Says whether bad rows are passed over, and who is told of bad documents.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="DataSourceException">A source cannot be opened; or, where none may be passed over, a row is known to be bad.</exception>
    /// <exception cref="BadRowsException">More documents cannot be read than the budget allows.</exception>
    public static async Task<IReadOnlyList<ExampleStream>> OpenAllAsync(
        IReadOnlyList<Seq2SeqTask> tasks, DatasetSplit split, TokenCache? cache, ExampleTokenizer tokenizer, BatchShape shape,
        PipelineOptions options, CancellationToken cancellationToken)
    {
        var streams = new ExampleStream[tasks.Count];
        await Parallel.ForAsync(0, tasks.Count, cancellationToken, async (i, cancel) => streams[i] = cache is null
            ? await OpenAsync(tasks[i], split, tokenizer, shape, options.BadRows, cancel).ConfigureAwait(false)
            : Open(tasks[i], cache.Examples(tasks[i].Name, split), tokenizer, shape, cancel)).ConfigureAwait(false);
        foreach (var document in streams.SelectMany(stream => stream.BadDocuments)) options.OnBadRow?.Invoke(document);
        return streams;
    }

    private static async ValueTask<ExampleStream> OpenAsync(
        Seq2SeqTask task, DatasetSplit split, ExampleTokenizer tokenizer, BatchShape shape, BadRowBudget? budget, CancellationToken cancellationToken)
    {
        var rows = await task.OpenAsync(split, cancellationToken).ConfigureAwait(false);
        CheckNotEmpty(task, split, rows.Count);
        if (budget is null && RowProblem.KnownIn(rows) is { } problem) ExceptionDispatchInfo.Throw(problem);
        if (task.Objective is null) return new SupervisedStream(rows, tokenizer) { Rows = rows };
        var bad = new ConcurrentBag<BadRow>();
        Action<int, Exception>? pass = budget is null ? null : (row, error) => bad.Add(new BadRow(task.Name, row, BadRow.WhenOpened, new ExampleException(task.Name, row, error)));
        return new DenoisingStream(task, () => Joined(rows, tokenizer.Vocabulary, pass, bad, budget, cancellationToken), tokenizer.Vocabulary, shape)
        {
            Rows = rows,
            BadDocuments = [.. bad.OrderBy(document => document.Index)],
        };
    }

    private static JoinedTokens Joined(
        IReadOnlyList<TextExample> rows, Vocabulary vocabulary, Action<int, Exception>? pass, ConcurrentBag<BadRow> bad, BadRowBudget? budget, CancellationToken cancellationToken)
    {
        var joined = JoinedTokens.Encode(rows, vocabulary, pass, cancellationToken);
        return budget is null || !budget.IsExceeded(bad.Count, rows.Count) ? joined : throw budget.Exceeded(bad.Count, rows.Count, "documents", bad.First().Error);
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
