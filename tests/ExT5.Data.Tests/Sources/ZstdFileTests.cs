using System.Text;

namespace ExT5.Data.Tests;

public sealed class ZstdFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_zstd_file_of_several_frames_is_read_whole()
    {
        _folder.Write("train.txt.zst", [.. Zstd("one\ntw"), .. Zstd("o\n"), .. Zstd(""), .. Zstd("three")]);

        Assert.Equal(["one", "two", "three"], await OpenAsync());
    }

    [Fact]
    public async Task A_file_cut_anywhere_is_refused()
    {
        byte[] whole = [.. Zstd("some text that is long enough\n"), .. Zstd("and more of it\n")];
        var firstFrame = Zstd("some text that is long enough\n").Length;

        for (var length = 4; length < whole.Length; length++)
        {
            if (length == firstFrame) continue;
            _folder.Write("train.txt.zst", whole[..length]);
            await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Anything_behind_the_last_frame_is_refused(int length)
    {
        _folder.Write("train.txt.zst", [.. Zstd("text"), .. Enumerable.Repeat((byte)'x', length)]);

        await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());
    }

    [Fact]
    public async Task Changed_bytes_give_a_typed_error_or_text()
    {
        var whole = Zstd(string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i * 7919 % 1000}\n")));
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[4 + random.Next(bytes.Length - 4)] ^= (byte)(1 << random.Next(8));
            _folder.Write("train.txt.zst", bytes);
            if (await Record.ExceptionAsync(async () => await OpenAsync()) is { } error)
                Assert.IsAssignableFrom<ExT5DataException>(error);
        }
    }

    [Fact]
    public async Task A_file_named_zst_that_is_not_zstd_is_refused()
    {
        _folder.Write("train.txt.zst", "plain text"u8.ToArray());

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());

        Assert.Contains("is not zstd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_unpacks_suspiciously_far_is_refused()
    {
        _folder.Write("train.txt.zst", TemporaryFolder.Zstd(new byte[12 << 20]));

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync());

        Assert.Contains("MaxExpansion", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cap_on_unpacked_bytes_holds_exactly()
    {
        _folder.Write("train.txt.zst", Zstd("12345678"));

        Assert.Equal(["12345678"], await OpenAsync(new FileSourceOptions { MaxUnpackedBytes = 8 }));
        await Assert.ThrowsAsync<DataSourceException>(async () => await OpenAsync(new FileSourceOptions { MaxUnpackedBytes = 7 }));
    }

    private static byte[] Zstd(string text) => TemporaryFolder.Zstd(Encoding.UTF8.GetBytes(text));

    private ValueTask<IReadOnlyList<string>> OpenAsync(FileSourceOptions? options = null) =>
        new TextLinesSource(_folder["{split}.txt.zst"], options).OpenAsync(DatasetSplit.Train, Cancelled);
}
