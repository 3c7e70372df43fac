using System.Text;

namespace ExT5.Data.Tests;

public sealed class TextBytesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Latin_1_is_read_when_the_options_say_so()
    {
        _folder.Write("train.txt", [(byte)'c', (byte)'a', (byte)'f', 0xE9, (byte)'\n', (byte)'x']);

        Assert.Equal(["café", "x"], await OpenAsync("train.txt", Encoding.Latin1));
        var rows = await OpenAsync("train.txt", new FileSourceOptions());
        Assert.Contains("FileSourceOptions.Encoding", Assert.Throws<DataSourceException>(() => rows[0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_marked_as_utf_8_is_utf_8_whatever_the_encoding()
    {
        _folder.Write("train.txt", "\uFEFFcafé");

        Assert.Equal(["café"], await OpenAsync("train.txt", Encoding.Latin1));
    }

    [Fact]
    public async Task Packed_files_are_converted_too()
    {
        _folder.Write("train.txt.gz", TemporaryFolder.Gzip([0x93, (byte)'q', 0x94]));
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

        Assert.Equal(["“q”"], await OpenAsync("train.txt.gz", windows));
    }

    [Fact]
    public async Task Bytes_the_encoding_does_not_know_make_their_row_a_bad_one()
    {
        _folder.Write("train.txt", [(byte)'a', (byte)'\n', (byte)'b', 0xFF, (byte)'\n', (byte)'c']);

        var rows = await OpenAsync("train.txt", Encoding.ASCII);

        Assert.Equal(["a", "c"], [rows[0], rows[2]]);
        var error = Assert.Throws<DataSourceException>(() => rows[1]);
        Assert.Equal(2, error.Line);
        Assert.Contains("us-ascii", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_too_long_to_convert_in_memory_is_refused()
    {
        _folder.Write("train.txt", "123456789");
        var options = new FileSourceOptions { Encoding = Encoding.Latin1, MaxUnpackedBytes = 8 };

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync("train.txt", options));

        Assert.Contains("MaxUnpackedBytes", error.Message, StringComparison.Ordinal);
    }

    private ValueTask<IReadOnlyList<string>> OpenAsync(string name, Encoding? encoding) =>
        OpenAsync(name, new FileSourceOptions { Encoding = encoding });

    private ValueTask<IReadOnlyList<string>> OpenAsync(string name, FileSourceOptions options) =>
        new TextLinesSource(_folder[name], options).OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);
}
