namespace ExT5.Data;

/// <summary>A source that opens others.</summary>
internal sealed class ComposedSource<T>(Func<DatasetSplit, CancellationToken, Task<IReadOnlyList<T>>> open) : IDataSource<T>
{
    public async ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
        await open(split, cancellationToken).ConfigureAwait(false);
}
