namespace ExT5.Data;

/// <summary>Where rows end in a file.</summary>
internal abstract class RowSyntax
{
    /// <summary>Says which syntax this is.</summary>
    public abstract string Kind { get; }

    /// <summary>Place of the line end behind the first row; -1 when it lies further on.</summary>
    /// <param name="bytes">What starts with the row.</param>
    /// <param name="isEnd">Nothing follows; the end of the bytes is then no line end.</param>
    /// <param name="fields">How many fields rows have.</param>
    /// <param name="isBad">The row is malformed.</param>
    public abstract int EndOf(ReadOnlySpan<byte> bytes, bool isEnd, int fields, out bool isBad);

    /// <summary>
    /// Place of the first line end when a row that does not end as it should ends there: the line behind it is a row of as many fields as
    /// others have. -1 when it is not, or not there yet.
    /// </summary>
    public virtual int EndOfBadLine(ReadOnlySpan<byte> bytes, bool isEnd, int fields) => -1;

    /// <summary>Follows a row that is too long to be held in memory.</summary>
    public abstract RowScan Scan();

    /// <summary>How many fields a row has.</summary>
    public virtual int FieldsOf(ReadOnlySpan<byte> row) => 1;

    /// <summary>True for a row that is left out.</summary>
    public abstract bool IsBlank(ReadOnlySpan<byte> row);
}

/// <summary>Every line is a row; lines of white space are left out unless they are kept.</summary>
internal sealed class LineSyntax(bool keepBlankLines = false) : RowSyntax
{
    public override string Kind => keepBlankLines ? "all lines" : "lines";

    public override int EndOf(ReadOnlySpan<byte> bytes, bool isEnd, int fields, out bool isBad)
    {
        isBad = false;
        return LineEnd.In(bytes, isEnd);
    }

    public override RowScan Scan() => new(quoted: false, delimiter: (byte)'\n');

    public override bool IsBlank(ReadOnlySpan<byte> row) => !keepBlankLines && row.IndexOfAnyExcept(" \t"u8) < 0;
}
