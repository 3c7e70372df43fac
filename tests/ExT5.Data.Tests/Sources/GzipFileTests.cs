using System.Text;

namespace ExT5.Data.Tests;

public sealed class GzipFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_gzip_file_of_several_members_is_read_whole()
    {
        _folder.Write("train.txt.gz", [.. Gzip("one\ntw"), .. Gzip("o\n"), .. Gzip(""), .. Gzip("three")]);

        Assert.Equal(["one", "two", "three"], await OpenAsync());
    }

    [Fact]
    public async Task Gzip_is_known_by_its_content()
    {
        _folder.Write("train.txt.gz", Gzip("one"));
        File.Move(_folder["train.txt.gz"], _folder["train.txt"]);

        Assert.Equal(["one"], await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled));
    }

    [Fact]
    public async Task Members_of_every_length_around_the_buffers_are_read_whole()
    {
        var random = new Random(5);
        for (var length = 8160; length < 8200; length++)
        {
            var line = new byte[length];
            foreach (ref var unit in line.AsSpan()) unit = (byte)random.Next('!', '~');
            var packed = TemporaryFolder.Gzip(line);
            _folder.Write("train.txt.gz", [.. packed, .. packed]);

            Assert.Equal(2 * length, (await OpenAsync())[0].Length);
        }
    }

    [Fact]
    public async Task A_file_cut_anywhere_is_refused()
    {
        byte[] whole = [.. Gzip("some text that is long enough\n"), .. Gzip("and more of it\n")];
        var firstMember = Gzip("some text that is long enough\n").Length;

        for (var length = 2; length < whole.Length; length++)
        {
            if (length == firstMember) continue;
            _folder.Write("train.txt.gz", whole[..length]);
            await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());
        }
    }

    [Fact]
    public async Task Damaged_bytes_are_refused()
    {
        var bytes = Gzip("some text");
        bytes[^6] ^= 1;
        _folder.Write("train.txt.gz", bytes);

        await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());
    }

    [Fact]
    public async Task Anything_behind_the_last_member_is_refused()
    {
        _folder.Write("train.txt.gz", [.. Gzip("text"), .. "garbage"u8]);

        await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    public async Task A_file_named_gz_that_is_not_gzip_is_refused(string text)
    {
        _folder.Write("train.txt.gz", text);

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());

        Assert.Contains("is not gzip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_unpacks_suspiciously_far_is_refused()
    {
        _folder.Write("train.txt.gz", TemporaryFolder.Gzip(new byte[12 << 20]));

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());

        Assert.Contains("MaxExpansion", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cap_on_unpacked_bytes_holds_exactly()
    {
        _folder.Write("train.txt.gz", Gzip("12345678"));

        Assert.Equal(["12345678"], await OpenAsync(new FileSourceOptions { MaxUnpackedBytes = 8 }));
        await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync(new FileSourceOptions { MaxUnpackedBytes = 7 }));
    }

    private static byte[] Gzip(string text) => TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(text));

    private ValueTask<IReadOnlyList<string>> OpenAsync(FileSourceOptions? options = null) =>
        new TextLinesSource(_folder["{split}.txt.gz"], options).OpenAsync(DatasetSplit.Train, Cancelled);
}
