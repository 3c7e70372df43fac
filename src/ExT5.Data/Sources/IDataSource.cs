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

    /// <summary>
    /// Names the content of a split: equal fingerprints mean equal rows. A <see cref="TokenCache"/> is stale when it changes.
    /// </summary>
    /// <param name="split">The split.</param>
    /// <param name="files">Hashes files, and remembers those of files that did not change.</param>
    /// <param name="cancellationToken">Stops the hashing.</param>
    /// <returns>The fingerprint, or null (the default) when it is not known; a cache then hashes the text of every row.</returns>
    /// <exception cref="DataSourceException">The split is missing or cannot be read.</exception>
    ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default) => new((string?)null);
}
