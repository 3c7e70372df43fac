using System.Text;
using CsCheck;

namespace ExT5.Data.Tests;

public sealed class TextEncodingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<int> CodePages => [.. All().Select(encoding => encoding.CodePage)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("utf16le_nobom.txt", 1200, new[] { "hello", "world" })]
    [InlineData("iso2022jp.txt", 50220, new[] { "日本語の言語" })]
    [InlineData("utf16be_bom.txt", 1200, new[] { "hello", "world" })]
    [InlineData("utf16be_bom.txt", null, new[] { "hello", "world" })]
    public async Task Files_that_users_have_are_read_in_the_encoding_they_name(string name, int? codePage, string[] lines)
    {
        var path = SharedFolder.Require($"cases/real_files/F07/{name}");
        var options = new FileSourceOptions { Encoding = codePage is { } page ? Of(page) : null };

        var rows = await new TextLinesSource(path, options).OpenAsync(DatasetSplit.Train, Cancelled);

        if (codePage == 50220) Assert.StartsWith("日本語", rows[0], StringComparison.Ordinal);
        else Assert.Equal(lines, rows);
    }

    [Theory]
    [MemberData(nameof(CodePages))]
    public void Text_in_any_encoding_comes_back_in_every_format_or_as_a_typed_error(int codePage)
    {
        var encoding = Of(codePage);
        string[] pool = [.. "abz 09,;\"'é£ßñçАяЖёЩαΩ日本語中文한국어ｱｲｶกขאبש€—“”ÃÂ©½".EnumerateRunes().Select(rune => rune.ToString()).Where(text => RoundTrips(encoding, text))];
        var (read, refused) = (0, 0);

        Gen.Int[0, pool.Length - 1].Select(place => pool[place]).Array[1, 30].Select(string.Concat).Array[1, 4].Sample(texts =>
        {
            foreach (var format in Enum.GetValues<TextFormat>())
            {
                // Blank texts are no rows of a text file.
                string[] written = [.. texts.Select(text => $"x{text}")];
                _folder.Write("train.bin", Packed(Bytes(encoding, WrittenAs(format, written)), texts.Length));
                if (Record.Exception(() => Assert.Equal(written, ReadAs(format, encoding))) is not { } error) read++;
                else if (error is DataSourceException) refused++;
                else Assert.Fail($"{encoding.WebName}, {format}: {error.Message}");
            }
        }, iter: 40, threads: 1);

        Assert.True(read > 10 * refused, $"{encoding.WebName}: {read} texts were read and {refused} refused.");
    }

    [Theory]
    [MemberData(nameof(CodePages))]
    public void Long_texts_are_converted_across_buffers(int codePage)
    {
        var encoding = Of(codePage);
        string[] pool = [.. "ab 1日本語中한éЖ".EnumerateRunes().Select(rune => rune.ToString()).Where(text => RoundTrips(encoding, text))];
        var random = new Random(codePage);
        string[] lines = [.. Enumerable.Range(0, 300).Select(_ => "x" + string.Concat(Enumerable.Range(0, random.Next(500)).Select(_ => pool[random.Next(pool.Length)])) + "y")];
        _folder.Write("train.bin", Bytes(encoding, string.Join('\n', lines)));

        Assert.Equal(lines, ReadAs(TextFormat.Lines, encoding));
    }

    [Theory]
    [InlineData(28591)]
    [InlineData(1252)]
    [InlineData(1251)]
    [InlineData(936)]
    [InlineData(50220)]
    public void A_file_that_is_plainly_utf_8_is_never_garbled(int codePage)
    {
        var text = string.Join('\n', Enumerable.Range(0, 20).Select(i => $"Überraschung für Jürgen, привет, 日本語 {i}"));
        _folder.Write("train.bin", [.. Encoding.UTF8.GetBytes(text), .. "\ncaf"u8, 0xE9, (byte)'\n']);

        var error = Assert.Throws<DataSourceException>(() => ReadAs(TextFormat.Lines, Of(codePage)));

        Assert.Contains("line 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("Leave Encoding out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_accents_are_enough_to_tell_utf_8_from_latin_1()
    {
        _folder.Write("train.bin", [.. "caf\u00E9\nna\u00EFve\n"u8, (byte)'x', 0xE9, (byte)'\n']);

        Assert.Throws<DataSourceException>(() => ReadAs(TextFormat.Lines, Encoding.Latin1));
    }

    [Fact]
    public async Task Files_of_which_some_are_utf_8_are_read_with_a_fallback()
    {
        var options = new FileSourceOptions { FallbackEncoding = Encoding.Latin1 };
        foreach (var length in new[] { 10, 65_530, 65_533, 65_534, 65_535, 65_536, 131_070 })
            foreach (var encoding in new[] { Encoding.UTF8, Encoding.Latin1 })
                foreach (var how in new[] { 0, 1, 2 })
                {
                    var text = new string('a', length) + "éé" + new string('b', 70_000);
                    _folder.Write("train.bin", Packed(encoding.GetBytes(text), how));

                    Assert.Equal([text], await new TextLinesSource(_folder["train.bin"], options).OpenAsync(DatasetSplit.Train, Cancelled));
                }

        _folder.Write("train.bin", [.. Encoding.UTF8.GetBytes("café\nnaïve, garçon\n"), (byte)'x', 0xE9, (byte)'\n']);
        Assert.Contains("UTF-8", (await Assert.ThrowsAsync<DataSourceException>(async () => await new TextLinesSource(_folder["train.bin"], options)
            .OpenAsync(DatasetSplit.Train, Cancelled))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_encoding_only_the_stray_line_is_bad()
    {
        _folder.Write("train.bin", [.. "café\n"u8, (byte)'x', 0xE9, .. "\nnaïve"u8]);
        var rows = Open(TextFormat.Lines, null);

        Assert.Equal(["café", "naïve"], [rows[0], rows[2]]);
        Assert.Equal(2, Assert.Throws<DataSourceException>(() => rows[1]).Line);
    }

    [Theory]
    [InlineData("hello\nworld, and more of it\n", 1200, "Leave Encoding out")]
    [InlineData("hello\nworld, and more of it\n", 1201, "Leave Encoding out")]
    public void Ascii_is_not_taken_for_UTF_16(string text, int codePage, string problem)
    {
        _folder.Write("train.bin", Encoding.ASCII.GetBytes(text + (text.Length % 2 == 0 ? "" : "\n")));

        Assert.Contains(problem, Assert.Throws<DataSourceException>(() => ReadAs(TextFormat.Lines, Of(codePage))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_byte_order_is_told()
    {
        _folder.Write("train.bin", Encoding.BigEndianUnicode.GetBytes("hello\nworld\n"));

        Assert.Contains("byte order", Assert.Throws<DataSourceException>(() => ReadAs(TextFormat.Lines, Encoding.Unicode)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1200, "Encoding.Unicode")]
    [InlineData(1201, "Encoding.BigEndianUnicode")]
    [InlineData(12000, "Encoding.UTF32")]
    [InlineData(50220, "ISO-2022-JP")]
    public void Without_an_encoding_the_error_says_what_to_set_in_every_format(int codePage, string said)
    {
        foreach (var format in Enum.GetValues<TextFormat>())
        {
            _folder.Write("train.bin", Bytes(Of(codePage), WrittenAs(format, ["hello 日本", "world"]), mark: false));

            Assert.Contains(said, Assert.Throws<DataSourceException>(() => ReadAs(format, null)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(1201)]
    [InlineData(12000)]
    [InlineData(12001)]
    [InlineData(65001)]
    public void A_byte_order_mark_tells_the_encoding_whatever_Unicode_encoding_is_named(int codePage)
    {
        foreach (var named in new[] { null, Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
            foreach (var format in Enum.GetValues<TextFormat>())
            {
                _folder.Write("train.bin", Bytes(Of(codePage), WrittenAs(format, ["café 日本", "\uFEFFx"]), mark: true));

                Assert.Equal(["café 日本", "\uFEFFx"], ReadAs(format, named));
            }
    }

    [Fact]
    public void A_mark_of_UTF_16_before_another_encoding_is_refused()
    {
        _folder.Write("train.bin", Bytes(Encoding.Unicode, "hello", mark: true));

        Assert.Contains("byte order mark", Assert.Throws<DataSourceException>(() => ReadAs(TextFormat.Lines, Encoding.Latin1)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Encoding> All()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        // UTF-7 is switched off in .NET; the others have decoders that do not give back what their encoders write.
        return Encoding.GetEncodings().Select(info => info.GetEncoding()).Where(encoding => RoundTrips(encoding, "ab\n\"{}:,[]x")).DistinctBy(encoding => encoding.CodePage);
    }

    private static Encoding Of(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(codePage);
    }

    private static bool RoundTrips(Encoding encoding, string text) => encoding.GetString(encoding.GetBytes(text)) == text;

    private static byte[] Bytes(Encoding encoding, string text, bool? mark = null) =>
        mark ?? text.Length % 2 == 0 ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text)] : encoding.GetBytes(text);

    private static byte[] Packed(byte[] bytes, int how) => (how % 3) switch { 0 => TemporaryFolder.Gzip(bytes), 1 => TemporaryFolder.Zstd(bytes), _ => bytes };

    private static string WrittenAs(TextFormat format, string[] texts) => format switch
    {
        TextFormat.Lines => string.Join('\n', texts),
        TextFormat.File => string.Join('|', texts),
        TextFormat.Csv => string.Join("\r\n", texts.Select(text => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",1")),
        TextFormat.JsonLines => string.Join('\n', texts.Select(text => $"{{\"text\":\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"}}")),
        _ => $"[{string.Join(',', texts.Select(text => $"{{\"text\":\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"}}"))}]",
    };

    private string[] ReadAs(TextFormat format, Encoding? encoding) => format == TextFormat.File
        ? Open(format, encoding)[0].Split('|')
        : [.. Open(format, encoding)];

    private IReadOnlyList<string> Open(TextFormat format, Encoding? encoding)
    {
        var (path, options) = (_folder["train.bin"], new FileSourceOptions { Encoding = encoding });
        IDataSource<string> source = format switch
        {
            TextFormat.Lines => new TextLinesSource(path, options),
            TextFormat.File => new TextFilesSource(path, options).Select(file => file.Text),
            TextFormat.Csv => new DelimitedSource<string>(path, row => row[0], DelimitedFormat.Csv with { Header = false }, options),
            TextFormat.JsonLines => new JsonLinesSource<string>(path, row => row.Text("text"), options),
            _ => new JsonSource<string>(path, row => row.Text("text"), "", options),
        };
        return source.OpenAsync(DatasetSplit.Train, Cancelled).AsTask().GetAwaiter().GetResult();
    }

    private enum TextFormat { Lines, File, Csv, JsonLines, Json }
}
