using System.Text;

namespace ExT5.Data.Tests;

public sealed class TextLinesSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("one\ntwo\n")]
    [InlineData("one\ntwo")]
    [InlineData("one\r\ntwo\r\n")]
    [InlineData("\uFEFFone\n\n \t\ntwo")]
    [InlineData("\n\none\n\n\ntwo\n\n")]
    [InlineData("one\rtwo\r")]
    [InlineData("one\r\rtwo")]
    [InlineData("\rone\r\r\ntwo\n\r")]
    public async Task Lines_come_without_ends_blanks_and_byte_order_mark(string text)
    {
        _folder.Write("train.txt", text);

        var rows = await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(["one", "two"], rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n \n")]
    public async Task A_file_without_text_has_no_rows(string text)
    {
        _folder.Write("train.txt", text);

        Assert.Empty(await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled));
    }

    [Fact]
    public async Task A_second_byte_order_mark_is_text()
    {
        _folder.Write("train.txt", "\uFEFFone\n\uFEFFtwo");

        var rows = await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal("\uFEFFtwo", rows[1]);
    }

    [Fact]
    public async Task Text_in_another_encoding_is_refused_with_its_line_and_the_other_rows_are_read()
    {
        _folder.Write("train.txt", [.. "one\n\ncaf"u8, 0xE9, .. "\nfour"u8]);
        var rows = await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled);

        var error = Assert.Throws<DataSourceException>(() => rows[1]);

        Assert.Equal(3, error.Line);
        Assert.StartsWith($"{_folder["train.txt"]}:3: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("FileSourceOptions.Encoding", error.Message, StringComparison.Ordinal);
        Assert.Equal(["one", "four"], [rows[0], rows[2]]);
    }

    [Theory]
    [InlineData("12345678\r\nshort")]
    [InlineData("short\n12345678")]
    public async Task A_row_may_have_just_the_allowed_bytes(string text)
    {
        _folder.Write("train.txt", text);
        var source = new TextLinesSource(_folder["{split}.txt"], new FileSourceOptions { MaxRowBytes = 8 });

        Assert.Contains("12345678", await source.OpenAsync(DatasetSplit.Train, Cancelled));
    }

    [Theory]
    [InlineData("short\n123456789\nshort")]
    [InlineData("short\n123456789")]
    [InlineData("short\r1234567890123\r\nshort")]
    [InlineData("short\r\n1234567890123\rshort")]
    [InlineData("short\n1234567890123\r")]
    public async Task A_longer_row_is_refused_with_its_line_and_the_other_rows_are_read(string text)
    {
        _folder.Write("train.txt", text);
        var rows = await new TextLinesSource(_folder["{split}.txt"], new FileSourceOptions { MaxRowBytes = 8 }).OpenAsync(DatasetSplit.Train, Cancelled);

        var error = Assert.Throws<DataSourceException>(() => rows[1]);

        Assert.Equal(2, error.Line);
        Assert.Contains("MaxRowBytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat("short", text.Split("short").Length - 1), Enumerable.Range(0, rows.Count).Where(row => row != 1).Select(row => rows[row]));
    }

    [Fact]
    public async Task Rows_longer_than_any_buffer_are_read_whole()
    {
        string[] lines = [.. Enumerable.Range(0, 20).Select(i => new string((char)('a' + i), 100_000 * (i % 7) + 1))];
        _folder.Write("train.txt", string.Join('\n', lines));

        var rows = await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(lines, rows);
    }

    [Fact]
    public async Task Rows_are_read_by_many_threads_in_any_order()
    {
        string[] lines = [.. Enumerable.Range(0, 5000).Select(i => $"line {i} é {new string('x', i % 50)}")];
        _folder.Write("train.txt", Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));
        var rows = await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled);

        var wrong = 0;
        Parallel.For(0, 20_000, i =>
        {
            var place = i * 7919 % lines.Length;
            if (rows[place] != lines[place]) Interlocked.Increment(ref wrong);
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task A_place_outside_the_rows_is_refused()
    {
        _folder.Write("train.txt", "one");
        var rows = await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Throws<ArgumentOutOfRangeException>(() => rows[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows[-1]);
    }

    [Fact]
    public async Task Lines_end_as_they_do_in_Python_wherever_buffers_end()
    {
        const int buffer = 1 << 18;
        string[] ends = ["\n", "\r", "\r\n"];
        foreach (var length in Enumerable.Range(buffer - 3, 6))
            foreach (var (first, second) in ends.SelectMany(first => ends.Select(second => (first, second))))
            {
                string[] lines = [new string('a', length), "", "b", "c"];
                _folder.Write("train.txt", lines[0] + first + second + lines[2] + second + lines[3]);
                // A return and a feed that follow each other end one line.
                var expected = first + second == "\r\n" ? [lines[0], lines[2], lines[3]] : lines;

                var rows = await new TextLinesSource(_folder["{split}.txt"], new FileSourceOptions { KeepBlankLines = true })
                    .OpenAsync(DatasetSplit.Train, Cancelled);

                Assert.Equal(expected, rows);
            }
    }

    [Fact]
    public async Task A_file_cut_after_it_was_opened_is_an_error()
    {
        var path = _folder.Write("train.txt", "one\ntwo");
        var rows = await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled);

        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(5);

        Assert.Contains("became shorter", Assert.Throws<DataSourceException>(() => rows[1]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_can_be_cancelled()
    {
        _folder.Write("train.txt", "one");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, new CancellationToken(canceled: true)));
    }
}
