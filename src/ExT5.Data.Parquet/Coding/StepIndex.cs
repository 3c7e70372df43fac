namespace ExT5.Data.Parquet;

/// <summary>Finds the part, of parts with different numbers of rows, in which a row lies.</summary>
internal sealed class StepIndex
{
    private readonly List<int> _ends = [];

    /// <summary>Rows of all parts.</summary>
    public int Count => _ends.Count == 0 ? 0 : _ends[^1];

    /// <summary>Adds the next part.</summary>
    public void Add(long rows)
    {
        if (rows < 0 || rows > int.MaxValue - Count) throw new FormatException("The file holds more than 2,147,483,647 rows.");
        _ends.Add(Count + (int)rows);
    }

    /// <summary>The part of a row and its place there.</summary>
    public (int Part, int Row) Find(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        int low = 0, high = _ends.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ends[middle] > row) high = middle;
            else low = middle + 1;
        }
        return (low, low == 0 ? row : row - _ends[low - 1]);
    }
}
