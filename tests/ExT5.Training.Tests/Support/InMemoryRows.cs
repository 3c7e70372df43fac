using ExT5.Data;

namespace ExT5.Training.Tests;

/// <summary>The same rows in every split.</summary>
internal sealed class InMemoryRows<T>(IReadOnlyList<T> rows) : IDataSource<T>
{
    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(rows);
}
