using System.Collections;

namespace ExT5.Data;

/// <summary>The rows of one or more files, one after the other, parsed when they are read.</summary>
internal sealed class FileRows<T> : IReadOnlyList<T>
{
    private readonly Part[] _parts;

    /// <param name="parts">Each file with the number of leading rows to leave out and its parser.</param>
    public FileRows(IReadOnlyList<Part> parts)
    {
        _parts = [.. parts];
        long total = 0;
        foreach (var part in _parts)
        {
            part.First = (int)total;
            total += part.Rows;
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
            int low = 0, high = _parts.Length - 1;
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (_parts[middle].First <= index) low = middle;
                else high = middle - 1;
            }
            return _parts[low].Read(index);
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A file among others.</summary>
    internal sealed class Part(IndexedFile file, int leadingRows, RowParser<T> parse)
    {
        public int First { get; set; }

        public int Rows => Math.Max(0, file.Count - leadingRows);

        public T Read(int index) => file.Read(index - First + leadingRows, parse);
    }
}
