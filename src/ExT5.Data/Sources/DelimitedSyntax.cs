using System.Text;

namespace ExT5.Data;

/// <summary>
/// Rows and fields of a delimited file (RFC 4180). A quote counts only where a field starts; elsewhere it is text.
/// </summary>
internal sealed class DelimitedSyntax(DelimitedFormat format) : RowSyntax
{
    private const byte Quote = (byte)'"', LineFeed = (byte)'\n';
    private readonly byte _delimiter = (byte)format.Delimiter;

    public override string Kind => $"delimited {format.Delimiter} {format.Quoted}";

    public override int EndOf(ReadOnlySpan<byte> bytes)
    {
        if (!format.Quoted) return bytes.IndexOf(LineFeed);
        for (var start = 0; start < bytes.Length;)
        {
            var end = EndOfField(bytes[start..]);
            if (end < 0) return -1;
            if (bytes[start + end] == LineFeed) return start + end;
            start += end + 1;
        }
        return -1;
    }

    public override string? ProblemAtEndOfFile(ReadOnlySpan<byte> lastRow) =>
        format.Quoted && EndOf([.. lastRow, LineFeed]) < 0
            ? "The row that starts here opens a quote that is not closed before the file ends."
            : null;

    public override bool IsBlank(ReadOnlySpan<byte> row) => row.IsEmpty;

    /// <summary>The fields of a row, unquoted.</summary>
    public string[] Split(ReadOnlySpan<byte> row)
    {
        var fields = new List<string>();
        for (var start = 0; start <= row.Length;)
        {
            var end = format.Quoted ? EndOfField(row[start..]) : row[start..].IndexOf(_delimiter);
            if (end < 0) end = row.Length - start;
            fields.Add(TextOf(row.Slice(start, end)));
            start += end + 1;
        }
        return [.. fields];
    }

    // Place of the delimiter or line feed behind the first field; -1 when it lies further on.
    private int EndOfField(ReadOnlySpan<byte> bytes)
    {
        var closed = bytes.StartsWith([Quote]) ? BehindClosingQuote(bytes) : 0;
        if (closed < 0) return -1;
        var end = bytes[closed..].IndexOfAny(_delimiter, LineFeed);
        return end < 0 ? -1 : closed + end;
    }

    private static int BehindClosingQuote(ReadOnlySpan<byte> bytes)
    {
        for (var place = 1; place < bytes.Length; place += 2)
        {
            var quote = bytes[place..].IndexOf(Quote);
            if (quote < 0) return -1;
            place += quote;
            if (place + 1 == bytes.Length || bytes[place + 1] != Quote) return place + 1;
        }
        return -1;
    }

    private string TextOf(ReadOnlySpan<byte> field)
    {
        if (!format.Quoted || !field.StartsWith([Quote])) return Encoding.UTF8.GetString(field);
        var end = BehindClosingQuote(field);
        if (end != field.Length)
            throw new FormatException("Characters follow a closing quote; quotes inside a quoted field are written twice.");
        return Encoding.UTF8.GetString(field[1..^1]).Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}
