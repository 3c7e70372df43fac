using System.Text;

namespace ExT5.Data;

/// <summary>
/// Which encoding a text file is read in. A byte order mark tells, as it does <see cref="StreamReader"/>; one of UTF-16 or UTF-32 before an
/// encoding that is not Unicode is refused, as the same bytes are text there.
/// </summary>
internal static class TextMark
{
    private const int Utf16 = 1200, Utf16Big = 1201, Utf32 = 12000, Utf32Big = 12001, Utf8 = 65001;

    /// <summary>The encoding to convert from; null for UTF-8, which needs no conversion.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="start">Its first bytes.</param>
    /// <param name="given">What the options say.</param>
    /// <exception cref="DataSourceException">The start contradicts what is given, or what nothing was said about is not UTF-8.</exception>
    public static Encoding? EncodingOf(string path, ReadOnlySpan<byte> start, Encoding? given)
    {
        if (start.StartsWith("\uFEFF"u8)) return null;
        if (MarkedAs(start) is { } marked)
            return given is null || IsUnicode(given)
                ? marked
                : throw new DataSourceException(path, null,
                    $"The file starts with the byte order mark of {marked.WebName}, and FileSourceOptions.Encoding says {given.WebName}. " +
                    "Set it to null, which reads files by their marks, or take the first bytes off.");
        if (given is not null && given.CodePage != Utf8) return given;
        if (LooksLike(start) is { } guess)
            throw new DataSourceException(path, null,
                $"The file looks like {guess}. Say what it is in with FileSourceOptions.Encoding, or convert it to UTF-8.");
        return null;
    }

    /// <summary>True when the bytes start with a byte order mark.</summary>
    public static bool IsMarked(ReadOnlySpan<byte> start) => start.StartsWith("\uFEFF"u8) || MarkedAs(start) is not null;

    public static bool IsUnicode(Encoding encoding) => encoding.CodePage is Utf16 or Utf16Big or Utf32 or Utf32Big or Utf8;

    public static bool IsUtf16(Encoding encoding) => encoding.CodePage is Utf16 or Utf16Big;

    public static bool IsBigEndian(Encoding encoding) => encoding.CodePage is Utf16Big or Utf32Big;

    private static Encoding? MarkedAs(ReadOnlySpan<byte> start) =>
        start.StartsWith([(byte)0xFF, (byte)0xFE, (byte)0, (byte)0]) ? Encoding.UTF32
        : start.StartsWith([(byte)0, (byte)0, (byte)0xFE, (byte)0xFF]) ? new UTF32Encoding(bigEndian: true, byteOrderMark: true)
        : start.StartsWith([(byte)0xFF, (byte)0xFE]) ? Encoding.Unicode
        : start.StartsWith([(byte)0xFE, (byte)0xFF]) ? Encoding.BigEndianUnicode
        : null;

    // What is valid UTF-8 byte by byte, and yet no text: zeros beside letters, or the escapes of the seven-bit encodings of East Asia.
    private static string? LooksLike(ReadOnlySpan<byte> start)
    {
        Span<int> zeros = stackalloc int[4];
        var units = start.Length / 4;
        for (var i = 0; i < units * 4; i++)
            if (start[i] == 0) zeros[i % 4]++;
        if (units > 0 && zeros[2] == units && zeros[3] == units && zeros[0] < units) return "UTF-32 without a byte order mark (Encoding.UTF32)";
        if (units > 0 && zeros[0] == units && zeros[1] == units && zeros[3] < units) return "UTF-32, big-endian, without a byte order mark (new UTF32Encoding(true, true))";
        var (low, high) = (zeros[0] + zeros[2], zeros[1] + zeros[3]);
        if (high >= Math.Max(1, 0.8 * units) && low <= high / 8) return "UTF-16 without a byte order mark (Encoding.Unicode)";
        if (low >= Math.Max(1, 0.8 * units) && high <= low / 8) return "UTF-16, big-endian, without a byte order mark (Encoding.BigEndianUnicode)";
        if (start.IndexOf("\e$B"u8) >= 0 || start.IndexOf("\e$@"u8) >= 0) return "ISO-2022-JP (code page 50220 of CodePagesEncodingProvider)";
        return start.IndexOf("\e$)C"u8) >= 0 ? "ISO-2022-KR (code page 50225 of CodePagesEncodingProvider)" : null;
    }
}
