namespace ExT5.Data;

/// <summary>How a delimited file is written.</summary>
/// <param name="Delimiter">An ASCII character between fields.</param>
/// <param name="Quoted">Fields may stand in double quotes, with delimiters, line ends and doubled quotes inside.</param>
/// <param name="Header">The first row names the columns.</param>
public sealed record DelimitedFormat(char Delimiter, bool Quoted, bool Header = true)
{
    /// <summary>Commas and quotes (RFC 4180), with a header.</summary>
    public static DelimitedFormat Csv { get; } = new(',', Quoted: true);

    /// <summary>Tabs, with a header; a quote is a character like any other, as published datasets write them.</summary>
    public static DelimitedFormat Tsv { get; } = new('\t', Quoted: false);

    /// <summary>An ASCII character between fields.</summary>
    public char Delimiter { get; init => field = Checked(value); } = Checked(Delimiter);

    private static char Checked(char delimiter) => char.IsAscii(delimiter) && delimiter is not ('"' or '\r' or '\n')
        ? delimiter
        : throw new ArgumentException(
            $"'{delimiter}' cannot part fields: use an ASCII character that is no quote and no line end.", nameof(delimiter));
}
