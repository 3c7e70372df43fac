using System.Collections;

namespace ExT5.Data;

/// <summary>The rows of one or more files, one after the other, parsed when they are read.</summary>
internal sealed class FileRows<T> : IReadOnlyList<T>, ILocatedRows, ICheckedRows
{
    private readonly FilePart<T>[] _parts;
    private readonly int[] _firsts;

    private FileRows(IReadOnlyList<FilePart<T>> parts)
    {
        _parts = [.. parts];
        _firsts = new int[_parts.Length];
        long total = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            _firsts[i] = (int)total;
            total += _parts[i].Count;
            if (total > int.MaxValue)
                throw new NotSupportedException("The files hold more than 2,147,483,647 rows together. Name fewer.");
        }
        Count = (int)total;
    }

    public int Count { get; }

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var part = PartOf(index);
            return _parts[part].Read(index - _firsts[part]);
        }
    }

    /// <summary>Opens every file of a split.</summary>
    public static async ValueTask<IReadOnlyList<T>> OpenAsync(
        DataFiles files, DatasetSplit split, FileSourceOptions options,
        Func<string, CancellationToken, ValueTask<FilePart<T>>> open, CancellationToken cancellationToken)
    {
        var parts = new List<FilePart<T>>();
        foreach (var path in await files.FilesOfAsync(split, options, cancellationToken).ConfigureAwait(false))
            parts.Add(await open(path, cancellationToken).ConfigureAwait(false));
        return new FileRows<T>(parts);
    }

    public DataSourceException Problem(int row, Exception error)
    {
        var part = PartOf(row);
        return _parts[part].Problem(row - _firsts[part], error);
    }

    public Exception? KnownProblem()
    {
        foreach (var part in _parts)
            if (part.KnownProblem() is { } problem) return problem;
        return null;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The last part that starts at the row or before it; empty parts start where the next one does.
    private int PartOf(int row)
    {
        int low = 0, high = _parts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_firsts[middle] <= row) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}
