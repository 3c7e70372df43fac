namespace ExT5.Data;

/// <summary>
/// A text-to-text task: a source of rows, how a row becomes text, and how answers are scored.
/// Made with <see cref="Create{TRow}"/>; immutable.
/// </summary>
public sealed class Seq2SeqTask
{
    private readonly Func<DatasetSplit, CancellationToken, ValueTask<IReadOnlyList<TextExample>>> _open;

    internal Seq2SeqTask(
        string name,
        TaskFamily family,
        Objective? objective,
        IReadOnlyList<IMetric> metrics,
        Func<DatasetSplit, CancellationToken, ValueTask<IReadOnlyList<TextExample>>> open)
    {
        Name = name;
        Family = family;
        Objective = objective;
        Metrics = metrics;
        _open = open;
    }

    /// <summary>Name, unique in a registry; letters, digits and <c>_ . : #</c> (the rule of SeqIO).</summary>
    public string Name { get; }

    /// <summary>The family the task is reported under.</summary>
    public TaskFamily Family { get; }

    /// <summary>How text becomes a denoising example; null for supervised tasks, whose rows have a target of their own.</summary>
    public Objective? Objective { get; }

    /// <summary>What evaluation reports; the first value of the first metric is the task's score.</summary>
    public IReadOnlyList<IMetric> Metrics { get; }

    /// <summary>How evaluation chooses among <see cref="TextExample.Choices"/>; null when answers are generated.</summary>
    public ChoiceRanking? Ranking { get; internal init; }

    /// <summary>
    /// Version of the format, set by <see cref="Seq2SeqTaskBuilder{TRow}.Version"/>; part of the key of a <see cref="TokenCache"/>.
    /// </summary>
    public string FormatVersion { get; internal init; } = "1";

    internal Func<DatasetSplit, FileHashes, CancellationToken, ValueTask<string?>> SourceFingerprint { get; init; } =
        (_, _, _) => new((string?)null);

    /// <summary>Starts a task.</summary>
    /// <typeparam name="TRow">A row of its source.</typeparam>
    /// <param name="name">Name, unique in a registry.</param>
    /// <param name="configure">Says where rows come from, how they become text and how answers are scored.</param>
    /// <exception cref="RegistryException">The name is malformed, or source or format is missing.</exception>
    public static Seq2SeqTask Create<TRow>(string name, Action<Seq2SeqTaskBuilder<TRow>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new Seq2SeqTaskBuilder<TRow>(name);
        configure(builder);
        return builder.Build();
    }

    /// <summary>Opens a split as text, formatted row by row as it is read.</summary>
    /// <param name="split">The split.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="DataSourceException">The split is missing or malformed.</exception>
    public async ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _open(split, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // A time limit of the source's own, as HttpClient has: nobody stopped the run.
            throw new DataSourceException($"task '{Name}'", null, $"The source of the split '{split}' gave up by itself: {error.Message}", error);
        }
    }

    /// <summary>Names the content of a split's source.</summary>
    /// <inheritdoc cref="IDataSource{T}.FingerprintAsync"/>
    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default) =>
        SourceFingerprint(split, files, cancellationToken);

    /// <summary>The same task but for some rows of a split, such as those a <see cref="ContaminationCheck"/> found.</summary>
    /// <param name="split">The split that loses rows.</param>
    /// <param name="rows">Their indices; those beyond the split's end are an error when it is opened.</param>
    public Seq2SeqTask Without(DatasetSplit split, IReadOnlySet<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Seq2SeqTask(Name, Family, Objective, Metrics, async (opened, stop) =>
        {
            var examples = await _open(opened, stop).ConfigureAwait(false);
            if (opened != split) return examples;
            return rows.All(row => row >= 0 && row < examples.Count)
                ? new RowsWithout(examples, rows)
                : throw new RegistryException(
                    $"Task '{Name}': row {rows.First(row => row < 0 || row >= examples.Count)} cannot be left out of '{split.Name}', which has {examples.Count} rows. Check the split again.");
        })
        {
            FormatVersion = FormatVersion,
            Ranking = Ranking,
            SourceFingerprint = async (opened, files, stop) =>
                await SourceFingerprint(opened, files, stop).ConfigureAwait(false) is { } whole
                    ? opened == split ? TextHash.Of($"{whole} without {string.Join(' ', rows.Order())}") : whole
                    : null,
        };
    }

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({Family})";
}
