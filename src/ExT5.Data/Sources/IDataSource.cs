namespace ExT5.Data;

/// <summary>Rows of a dataset, readable at any position.</summary>
/// <typeparam name="T">The row.</typeparam>
public interface IDataSource<T>
{
    /// <summary>Opens a split for random access. Rows may be read from several threads.</summary>
    /// <param name="split">The split to open.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>The rows; empty when the split exists and holds none.</returns>
    /// <exception cref="DataSourceException">The split is missing or malformed.</exception>
    ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default);
}
