using System.Collections;
using ExT5.Data;

namespace ExT5.Training.Tests.Stopping;

/// <summary>Rows that tell when they are opened and read, and heed the token only if asked to.</summary>
internal sealed class WatchedRows<T>(IReadOnlyList<T> rows, Action opened, Action read, bool heedsToken = true) : IDataSource<T>, IReadOnlyList<T>
{
    public int Count => rows.Count;

    public T this[int index]
    {
        get
        {
            read();
            return rows[index];
        }
    }

    public ValueTask<IReadOnlyList<T>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default)
    {
        opened();
        if (heedsToken) cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyList<T>>(this);
    }

    public IEnumerator<T> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
