using System.Collections;

namespace ExT5.Data;

/// <summary>Rows made of other rows.</summary>
internal abstract class ComposedRows<T> : IReadOnlyList<T>, ILocatedRows, ICheckedRows
{
    public abstract int Count { get; }

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return Read(index);
        }
    }

    public abstract DataSourceException Problem(int row, Exception error);

    public abstract Exception? KnownProblem();

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return Read(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected abstract T Read(int row);
}

/// <summary>Another row for each row.</summary>
internal sealed class SelectedRows<T, TResult>(IReadOnlyList<T> rows, Func<T, TResult> select) : ComposedRows<TResult>
{
    public override int Count => rows.Count;

    public override DataSourceException Problem(int row, Exception error) => RowProblem.Of(rows, row, error);

    public override Exception? KnownProblem() => RowProblem.KnownIn(rows);

    protected override TResult Read(int row) => RowProblem.Reported(rows, row, select);
}

/// <summary>Some of the rows. One that cannot be read or judged is kept, as a bad row of whoever draws it.</summary>
internal sealed class FilteredRows<T> : ComposedRows<T>
{
    private readonly IReadOnlyList<T> _rows;
    private readonly Func<T, bool> _keep;
    private readonly int[] _kept;
    private readonly HashSet<int> _bad;

    private FilteredRows(IReadOnlyList<T> rows, Func<T, bool> keep, int[] kept, HashSet<int> bad) =>
        (_rows, _keep, _kept, _bad) = (rows, keep, kept, bad);

    public override int Count => _kept.Length;

    public static FilteredRows<T> Keep(IReadOnlyList<T> rows, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        var isKept = new bool[rows.Count];
        var bad = RowPass.Over(rows.Count, row => isKept[row] = RowProblem.Reported(rows, row, keep), cancellationToken);
        foreach (var row in bad) isKept[row] = true;
        var (kept, next) = (new int[isKept.AsSpan().Count(true)], 0);
        for (var row = 0; row < isKept.Length; row++)
            if (isKept[row]) kept[next++] = row;
        return new FilteredRows<T>(rows, keep, kept, bad);
    }

    public override DataSourceException Problem(int row, Exception error) => RowProblem.Of(_rows, _kept[row], error);

    public override Exception? KnownProblem() => _bad.Count == 0 ? null : Record(_bad.Min());

    protected override T Read(int row)
    {
        var place = _kept[row];
        if (_bad.Contains(place)) RowProblem.Reported(_rows, place, _keep);
        return _rows[place];
    }

    private Exception? Record(int row)
    {
        try
        {
            RowProblem.Reported(_rows, row, _keep);
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return error;
        }
    }
}

/// <summary>The first rows. A row known to be bad may lie behind them.</summary>
internal sealed class FirstRows<T>(IReadOnlyList<T> rows, int count) : ComposedRows<T>
{
    public override int Count => Math.Min(rows.Count, count);

    public override DataSourceException Problem(int row, Exception error) => RowProblem.Of(rows, row, error);

    public override Exception? KnownProblem() => null;

    protected override T Read(int row) => rows[row];
}

/// <summary>Some rows, then others.</summary>
internal sealed class JoinedRows<T>(IReadOnlyList<T> first, IReadOnlyList<T> next) : ComposedRows<T>
{
    public override int Count { get; } = checked(first.Count + next.Count);

    public override DataSourceException Problem(int row, Exception error) => row < first.Count
        ? RowProblem.Of(first, row, error)
        : RowProblem.Of(next, row - first.Count, error);

    public override Exception? KnownProblem() => RowProblem.KnownIn(first) ?? RowProblem.KnownIn(next);

    protected override T Read(int row) => row < first.Count ? first[row] : next[row - first.Count];
}

/// <summary>Pairs of rows.</summary>
internal sealed class ZippedRows<T, TOther, TResult> : ComposedRows<TResult>
{
    private readonly IReadOnlyList<T> _rows;
    private readonly IReadOnlyList<TOther> _others;
    private readonly Func<T, TOther, TResult> _select;

    private ZippedRows(IReadOnlyList<T> rows, IReadOnlyList<TOther> others, Func<T, TOther, TResult> select) =>
        (_rows, _others, _select) = (rows, others, select);

    public override int Count => _rows.Count;

    public static ZippedRows<T, TOther, TResult> Zip(IReadOnlyList<T> rows, IReadOnlyList<TOther> others, Func<T, TOther, TResult> select)
    {
        if (rows.Count == others.Count) return new(rows, others, select);
        var problem = new FormatException(
            $"This is the last row that has another beside it: one source has {rows.Count} rows, the other {others.Count}. " +
            "Set KeepBlankLines when blank lines of text files count.");
        var last = Math.Min(rows.Count, others.Count) - 1;
        throw last < 0 ? new DataSourceException("zip", null, problem.Message) : RowProblem.Of(rows, last, problem);
    }

    public override DataSourceException Problem(int row, Exception error) => RowProblem.Of(_rows, row, error);

    public override Exception? KnownProblem() => RowProblem.KnownIn(_rows) ?? RowProblem.KnownIn(_others);

    protected override TResult Read(int row)
    {
        var other = _others[row];
        return RowProblem.Reported(_rows, row, first => _select(first, other));
    }
}
