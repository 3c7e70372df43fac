namespace ExT5.Data;

/// <summary>Rows that are in memory already.</summary>
/// <typeparam name="T">The row.</typeparam>
public sealed class InMemorySource<T> : IDataSource<T>
{
    private readonly IReadOnlyDictionary<DatasetSplit, IReadOnlyList<T>> _splits;

    /// <summary>Takes the rows of any splits.</summary>
    /// <param name="splits">Rows by split; they are not copied.</param>
    public InMemorySource(IReadOnlyDictionary<DatasetSplit, IReadOnlyList<T>> splits)
    {
        ArgumentNullException.ThrowIfNull(splits);
        _splits = splits;
    }

    /// <summary>Takes the rows of the usual splits; one that is null does not exist.</summary>
    /// <param name="train">The rows a model learns from.</param>
    /// <param name="validation">The rows a run is judged by.</param>
    /// <param name="test">The rows kept for the end.</param>
    public InMemorySource(IReadOnlyList<T> train, IReadOnlyList<T>? validation = null, IReadOnlyList<T>? test = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        var splits = new Dictionary<DatasetSplit, IReadOnlyList<T>> { [DatasetSplit.Train] = train };
        if (validation is not null) splits.Add(DatasetSplit.Validation, validation);
        if (test is not null) splits.Add(DatasetSplit.Test, test);
        _splits = splits;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        _splits.TryGetValue(split, out var rows)
            ? ValueTask.FromResult(rows)
            : throw new DataSourceException("memory", null,
                $"There is no split '{split.Name}'. There are: {string.Join(", ", _splits.Keys.Select(each => each.Name))}.");
}
