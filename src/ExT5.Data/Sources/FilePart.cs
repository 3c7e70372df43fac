namespace ExT5.Data;

/// <summary>The rows of one file among others.</summary>
internal abstract class FilePart<T>
{
    public abstract int Count { get; }

    public abstract T Read(int row);

    /// <summary>An error about a row, with its file and place.</summary>
    public abstract DataSourceException Problem(int row, Exception error);

    /// <summary>What is wrong with a row that is known to be bad; null when none is.</summary>
    public virtual DataSourceException? KnownProblem() => null;
}

/// <summary>The rows of a text file.</summary>
internal sealed class TextPart<T>(IndexedFile file, RowParser<T> parse, int leadingRows = 0) : FilePart<T>
{
    public override int Count => Math.Max(0, file.Count - leadingRows);

    public override T Read(int row) => file.Read(row + leadingRows, parse);

    public override DataSourceException Problem(int row, Exception error) => file.Problem(row + leadingRows, error);

    public override DataSourceException? KnownProblem()
    {
        if (file.BadRow < leadingRows) return null;
        try
        {
            Read(file.BadRow - leadingRows);
            return null;
        }
        catch (DataSourceException error)
        {
            return error;
        }
    }
}
