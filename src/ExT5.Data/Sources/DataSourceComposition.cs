namespace ExT5.Data;

/// <summary>
/// Sources made of sources. Rows stay readable at any position, and errors of the functions name file and line of the row.
/// Functions may be called from several threads and more than once for a row.
/// </summary>
public static class DataSourceComposition
{
    /// <summary>Makes another row of each row when it is read.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="select">Makes the other row.</param>
    public static IDataSource<TResult> Select<T, TResult>(this IDataSource<T> source, Func<T, TResult> select)
    {
        ArgumentNullException.ThrowIfNull(select);
        return source.Select((row, _) => select(row));
    }

    /// <summary>Makes another row of each row and the split when it is read.</summary>
    /// <inheritdoc cref="Select{T, TResult}(IDataSource{T}, Func{T, TResult})"/>
    public static IDataSource<TResult> Select<T, TResult>(this IDataSource<T> source, Func<T, DatasetSplit, TResult> select)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(select);
        return new ComposedSource<TResult>(async (split, stop) =>
            new SelectedRows<T, TResult>(await source.OpenAsync(split, stop).ConfigureAwait(false), row => select(row, split)), source.FingerprintAsync);
    }

    /// <summary>Keeps some rows. All are read once, on all processors, when a split is opened; 4 bytes a kept row stay in memory.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="keep">True for a row to keep.</param>
    public static IDataSource<T> Where<T>(this IDataSource<T> source, Func<T, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return source.Where((row, _) => keep(row));
    }

    /// <summary>Keeps rows by their split too, for files that hold several splits.</summary>
    /// <inheritdoc cref="Where{T}(IDataSource{T}, Func{T, bool})"/>
    public static IDataSource<T> Where<T>(this IDataSource<T> source, Func<T, DatasetSplit, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keep);
        return new ComposedSource<T>(async (split, stop) =>
            FilteredRows<T>.Keep(await source.OpenAsync(split, stop).ConfigureAwait(false), row => keep(row, split), stop), source.FingerprintAsync);
    }

    /// <summary>
    /// Makes any number of rows of each row, such as the questions of a document. All rows are read once, on all processors, when a split is
    /// opened; 4 bytes a source row stay in memory, and the rows made last are kept for a while.
    /// </summary>
    /// <param name="source">The rows.</param>
    /// <param name="select">Makes the rows of one row, always the same number.</param>
    public static IDataSource<TResult> SelectMany<T, TResult>(this IDataSource<T> source, Func<T, IEnumerable<TResult>> select)
    {
        ArgumentNullException.ThrowIfNull(select);
        return source.SelectMany((row, _) => select(row));
    }

    /// <summary>Makes any number of rows of each row and the split.</summary>
    /// <inheritdoc cref="SelectMany{T, TResult}(IDataSource{T}, Func{T, IEnumerable{TResult}})"/>
    public static IDataSource<TResult> SelectMany<T, TResult>(
        this IDataSource<T> source, Func<T, DatasetSplit, IEnumerable<TResult>> select)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(select);
        return new ComposedSource<TResult>(async (split, stop) => UnfoldedRows<T, TResult>.Unfold(
            await source.OpenAsync(split, stop).ConfigureAwait(false), row => select(row, split), stop), source.FingerprintAsync);
    }

    /// <summary>The rows of one source, then those of another.</summary>
    /// <param name="source">The first rows.</param>
    /// <param name="next">The rows that follow.</param>
    public static IDataSource<T> Concat<T>(this IDataSource<T> source, IDataSource<T> next)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(next);
        return new ComposedSource<T>(async (split, stop) => new JoinedRows<T>(
            await source.OpenAsync(split, stop).ConfigureAwait(false), await next.OpenAsync(split, stop).ConfigureAwait(false)),
            (split, files, stop) => files.JoinAsync(source, next, split, stop));
    }

    /// <summary>The first rows, all when there are fewer.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="count">How many; 0 or more.</param>
    public static IDataSource<T> Take<T>(this IDataSource<T> source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new ComposedSource<T>(async (split, stop) =>
            new FirstRows<T>(await source.OpenAsync(split, stop).ConfigureAwait(false), count), source.FingerprintAsync);
    }

    /// <summary>
    /// Rows that go side by side, such as texts and the labels in another file. Text files should be opened with
    /// <see cref="FileSourceOptions.KeepBlankLines"/>, so that an empty line does not shift what follows.
    /// </summary>
    /// <param name="source">The first of each pair.</param>
    /// <param name="other">The second of each pair; as many.</param>
    /// <param name="select">Makes a row of a pair.</param>
    /// <exception cref="DataSourceException">On opening: one source has more rows than the other.</exception>
    public static IDataSource<TResult> Zip<T, TOther, TResult>(
        this IDataSource<T> source, IDataSource<TOther> other, Func<T, TOther, TResult> select)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(select);
        return new ComposedSource<TResult>(async (split, stop) => ZippedRows<T, TOther, TResult>.Zip(
            await source.OpenAsync(split, stop).ConfigureAwait(false), await other.OpenAsync(split, stop).ConfigureAwait(false), select),
            (split, files, stop) => files.JoinAsync(source, other, split, stop));
    }
}
