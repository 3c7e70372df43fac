namespace ExT5.Data;

/// <summary>A source that opens others.</summary>
/// <param name="open">Opens a split.</param>
/// <param name="fingerprint">
/// Names the content of what it opens. The functions of a composition have no fingerprint: a cache sees their change in the
/// number of rows and in sampled rows.
/// </param>
internal sealed class ComposedSource<T>(
    Func<DatasetSplit, CancellationToken, Task<IReadOnlyList<T>>> open,
    Func<DatasetSplit, FileHashes, CancellationToken, ValueTask<string?>> fingerprint) : IDataSource<T>
{
    public async ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        await open(split, cancellationToken).ConfigureAwait(false);

    public ValueTask<string?> FingerprintAsync(DatasetSplit split, FileHashes files, CancellationToken cancellationToken = default) =>
        fingerprint(split, files, cancellationToken);
}
