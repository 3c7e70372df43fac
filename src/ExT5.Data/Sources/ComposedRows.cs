using System.Collections;

namespace ExT5.Data;

/// <summary>Rows made of other rows.</summary>
internal abstract class ComposedRows<T> : IReadOnlyList<T>, ILocatedRows
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

    protected override TResult Read(int row) => RowProblem.Reported(rows, row, select);
}

/// <summary>Some of the rows.</summary>
internal sealed class FilteredRows<T> : ComposedRows<T>
{
    private readonly IReadOnlyList<T> _rows;
    private readonly int[] _kept;

    private FilteredRows(IReadOnlyList<T> rows, int[] kept) => (_rows, _kept) = (rows, kept);

    public override int Count => _kept.Length;

    public static FilteredRows<T> Keep(IReadOnlyList<T> rows, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        var isKept = new bool[rows.Count];
        RowPass.Over(rows.Count, row => isKept[row] = RowProblem.Reported(rows, row, keep), cancellationToken);
        var (kept, next) = (new int[isKept.AsSpan().Count(true)], 0);
        for (var row = 0; row < isKept.Length; row++)
            if (isKept[row]) kept[next++] = row;
        return new FilteredRows<T>(rows, kept);
    }

    public override DataSourceException Problem(int row, Exception error) => RowProblem.Of(_rows, _kept[row], error);

    protected override T Read(int row) => _rows[_kept[row]];
}

/// <summary>The first rows.</summary>
internal sealed class FirstRows<T>(IReadOnlyList<T> rows, int count) : ComposedRows<T>
{
    public override int Count => Math.Min(rows.Count, count);

    public override DataSourceException Problem(int row, Exception error) => RowProblem.Of(rows, row, error);

    protected override T Read(int row) => rows[row];
}

/// <summary>Some rows, then others.</summary>
internal sealed class JoinedRows<T>(IReadOnlyList<T> first, IReadOnlyList<T> next) : ComposedRows<T>
{
    public override int Count { get; } = checked(first.Count + next.Count);

    public override DataSourceException Problem(int row, Exception error) => row < first.Count
        ? RowProblem.Of(first, row, error)
        : RowProblem.Of(next, row - first.Count, error);

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

    protected override TResult Read(int row)
    {
        var other = _others[row];
        return RowProblem.Reported(_rows, row, first => _select(first, other));
    }
}
