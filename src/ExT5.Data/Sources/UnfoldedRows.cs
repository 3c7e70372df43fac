namespace ExT5.Data;

/// <summary>Any number of rows for each row; those made last are kept, as neighbours are often read together.</summary>
internal sealed class UnfoldedRows<T, TResult> : ComposedRows<TResult>
{
    private const int Kept = 16;
    private readonly IReadOnlyList<T> _rows;
    private readonly Func<T, IEnumerable<TResult>> _select;
    private readonly int[] _ends;
    private readonly HashSet<int> _bad;
    private readonly Unfolded?[] _kept = new Unfolded?[Kept];

    private UnfoldedRows(IReadOnlyList<T> rows, Func<T, IEnumerable<TResult>> select, int[] ends, HashSet<int> bad) =>
        (_rows, _select, _ends, _bad) = (rows, select, ends, bad);

    public override int Count => _ends.Length == 0 ? 0 : _ends[^1];

    public static UnfoldedRows<T, TResult> Unfold(
        IReadOnlyList<T> rows, Func<T, IEnumerable<TResult>> select, CancellationToken cancellationToken)
    {
        var ends = new int[rows.Count];
        var bad = RowPass.Over(rows.Count, row => ends[row] = RowProblem.Reported(rows, row, each => select(each).Count()), cancellationToken);
        // A row that cannot be read or unfolded is one row, a bad one.
        foreach (var row in bad) ends[row] = 1;
        for (var row = 1; row < ends.Length; row++) ends[row] = checked(ends[row - 1] + ends[row]);
        return new(rows, select, ends, bad);
    }

    public override DataSourceException Problem(int row, Exception error) => RowProblem.Of(_rows, SourceOf(row), error);

    public override Exception? KnownProblem()
    {
        if (_bad.Count == 0) return null;
        try
        {
            RowProblem.Reported(_rows, _bad.Min(), row => _select(row).Count());
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return error;
        }
    }

    protected override TResult Read(int row)
    {
        var source = SourceOf(row);
        var first = source == 0 ? 0 : _ends[source - 1];
        return RowsOf(source, _ends[source] - first)[row - first];
    }

    // The first source row whose rows end behind the row.
    private int SourceOf(int row)
    {
        int low = 0, high = _ends.Length - 1;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (_ends[middle] > row) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private TResult[] RowsOf(int source, int count)
    {
        ref var place = ref _kept[source % Kept];
        if (Volatile.Read(ref place) is { } kept && kept.Source == source) return kept.Rows;
        var rows = RowProblem.Reported(_rows, source, row => _select(row).ToArray());
        if (rows.Length != count)
            throw RowProblem.Of(_rows, source, new InvalidOperationException(
                $"SelectMany gave {rows.Length} rows here and {count} when the split was opened. Give always the same number."));
        Volatile.Write(ref place, new Unfolded(source, rows));
        return rows;
    }

    private sealed record Unfolded(int Source, TResult[] Rows);
}
