namespace ExT5.Data;

/// <summary>Rows that can say where an error about one of them lies.</summary>
internal interface ILocatedRows
{
    /// <summary>An error about a row, with its file and place.</summary>
    DataSourceException Problem(int row, Exception error);
}

/// <summary>Rows of which it may be known when they are opened that one cannot be read.</summary>
internal interface ICheckedRows
{
    /// <summary>What is wrong with a row that is known to be bad; null when none is.</summary>
    Exception? KnownProblem();
}

/// <summary>Errors of functions that look at rows.</summary>
internal static class RowProblem
{
    /// <summary>True for an error that a row caused, and that does not say where yet.</summary>
    public static bool IsAboutTheRow(Exception error) =>
        error is not (DataSourceException or OutOfMemoryException);

    /// <summary>An error about a row, with the place when the rows know it.</summary>
    public static DataSourceException Of<T>(IReadOnlyList<T> rows, int row, Exception error) => rows is ILocatedRows located
        ? located.Problem(row, error)
        : new DataSourceException("memory", null, $"Row {row}, counted from 0: {error.Message}", error);

    /// <summary>What is known to be wrong with rows; null when nothing is.</summary>
    public static Exception? KnownIn(object rows) => (rows as ICheckedRows)?.KnownProblem();

    /// <summary>A row that is there, whatever source it came from.</summary>
    public static T Given<T>(T row) => row ?? throw new FormatException("The row is null.");

    /// <summary>Calls a function about a row; what it throws is reported with the place of the row where the rows know it, as it is where not.</summary>
    public static TResult ReportedWhereKnown<T, TResult>(IReadOnlyList<T> rows, int row, Func<T, TResult> function) =>
        rows is ILocatedRows ? Reported(rows, row, function) : function(rows[row]);

    /// <summary>Calls a function about a row; what it throws is reported with the place of the row.</summary>
    public static TResult Reported<T, TResult>(IReadOnlyList<T> rows, int row, Func<T, TResult> function)
    {
        var value = rows[row];
        try
        {
            return function(value);
        }
        catch (Exception error) when (IsAboutTheRow(error))
        {
            throw Of(rows, row, error);
        }
    }
}
