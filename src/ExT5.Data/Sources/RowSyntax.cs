namespace ExT5.Data;

/// <summary>Where rows end in a file.</summary>
internal abstract class RowSyntax
{
    /// <summary>Says which syntax this is.</summary>
    public abstract string Kind { get; }

    /// <summary>Place of the line feed that ends the first row; -1 when it lies further on.</summary>
    public abstract int EndOf(ReadOnlySpan<byte> bytes);

    /// <summary>Says what is missing when the last row of a file cannot end there; null when it can.</summary>
    public abstract string? ProblemAtEndOfFile(ReadOnlySpan<byte> lastRow);

    /// <summary>True for a row that is left out.</summary>
    public abstract bool IsBlank(ReadOnlySpan<byte> row);
}

/// <summary>Every line is a row; lines of white space are left out unless they are kept.</summary>
internal sealed class LineSyntax(bool keepBlankLines = false) : RowSyntax
{
    public override string Kind => keepBlankLines ? "all lines" : "lines";

    public override int EndOf(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'\n');

    public override string? ProblemAtEndOfFile(ReadOnlySpan<byte> lastRow) => null;

    public override bool IsBlank(ReadOnlySpan<byte> row) => !keepBlankLines && row.IndexOfAnyExcept(" \t\r"u8) < 0;
}
