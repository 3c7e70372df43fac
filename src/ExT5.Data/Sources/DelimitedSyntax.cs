using System.Text;

namespace ExT5.Data;

/// <summary>
/// Rows and fields of a delimited file (RFC 4180). A quote counts only where a field starts; elsewhere it is text.
/// </summary>
internal sealed class DelimitedSyntax(DelimitedFormat format) : RowSyntax
{
    private const byte Quote = (byte)'"';
    private readonly byte _delimiter = (byte)format.Delimiter;

    public override string Kind => $"delimited {format.Delimiter} {format.Quoted}";

    public override int EndOf(ReadOnlySpan<byte> bytes, bool isEnd, int fields, out bool isBad)
    {
        isBad = false;
        if (!format.Quoted) return LineEnd.In(bytes, isEnd);
        for (var start = 0; start < bytes.Length;)
        {
            var end = EndOfField(bytes[start..], out var closed);
            if (closed < 0) return -1;
            if (closed > 0 && end != closed && start + closed < bytes.Length)
            {
                // Something follows a closing quote. When lines lie between, the quote that opened may be the stray one.
                isBad = true;
                if (bytes[..(start + closed)].ContainsAny((byte)'\n', (byte)'\r') && EndOfBadLine(bytes, isEnd, fields) is >= 0 and var line) return line;
            }
            if (end < 0) return -1;
            if (bytes[start + end] != _delimiter) return LineEnd.Whole(bytes, start + end, isEnd);
            start += end + 1;
        }
        return -1;
    }

    public override int EndOfBadLine(ReadOnlySpan<byte> bytes, bool isEnd, int fields)
    {
        var end = LineEnd.In(bytes, isEnd);
        if (!format.Quoted || end < 0 || fields < 2) return -1;
        var next = bytes[(end + LineEnd.LengthAt(bytes, end))..];
        if (next.IsEmpty && isEnd) return end;
        if (LineEnd.In(next, isEnd) is >= 0 and var length) next = next[..length];
        else if (!isEnd) return -1;
        return FieldsOf(next) == fields ? end : -1;
    }

    public override RowScan Scan() => new(format.Quoted, _delimiter);

    public override int FieldsOf(ReadOnlySpan<byte> row)
    {
        var count = 1;
        for (var start = 0; start < row.Length; count++)
        {
            var end = format.Quoted ? EndOfField(row[start..], out _) : row[start..].IndexOf(_delimiter);
            if (end < 0) break;
            start += end + 1;
        }
        return count;
    }

    public override bool IsBlank(ReadOnlySpan<byte> row) => row.IsEmpty;

    /// <summary>The fields of a row, unquoted.</summary>
    public string[] Split(ReadOnlySpan<byte> row)
    {
        var fields = new List<string>();
        for (var start = 0; start <= row.Length;)
        {
            var end = format.Quoted ? EndOfField(row[start..], out _) : row[start..].IndexOf(_delimiter);
            if (end < 0) end = row.Length - start;
            fields.Add(TextOf(row.Slice(start, end)));
            start += end + 1;
        }
        return [.. fields];
    }

    // Place of the delimiter or line end behind the first field; -1 when it lies further on. Tells also where a quoted field was closed: 0 for one
    // without quotes, -1 when that lies further on.
    private int EndOfField(ReadOnlySpan<byte> bytes, out int closed)
    {
        closed = bytes.StartsWith([Quote]) ? BehindClosingQuote(bytes) : 0;
        if (closed < 0) return -1;
        var end = bytes[closed..].IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
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
        if (end < 0) throw new FormatException("A quote is opened here and not closed. Quotes inside a quoted field are written twice.");
        if (end != field.Length)
            throw new FormatException("Characters follow a closing quote; quotes inside a quoted field are written twice.");
        return Encoding.UTF8.GetString(field[1..^1]).Replace("\"\"", "\"", StringComparison.Ordinal);
    }
}
