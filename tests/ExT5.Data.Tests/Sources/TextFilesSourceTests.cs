namespace ExT5.Data.Tests;

public sealed class TextFilesSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TextFilesSourceTests()
    {
        foreach (var name in new[] { "train/neg", "train/pos" }) Directory.CreateDirectory(_folder[name]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_file_of_class_folders_is_a_row()
    {
        _folder.Write("train/neg/0_2.txt", "bad\nfilm\n");
        _folder.Write("train/pos/1_9.txt", "\uFEFFgood");

        Assert.Equal([new("neg", "0_2.txt", "bad\nfilm\n"), new TextFile("pos", "1_9.txt", "good")], await OpenAsync());
    }

    [Fact]
    public async Task Packed_files_are_unpacked()
    {
        _folder.Write("train/pos/a.txt", TemporaryFolder.Zstd("good"u8.ToArray()));

        Assert.Equal("good", (await OpenAsync())[0].Text);
    }

    [Fact]
    public async Task Files_too_long_or_not_in_utf_8_are_refused_by_name()
    {
        _folder.Write("train/neg/1.txt", "12345");
        _folder.Write("train/pos/2.txt", [0xE9]);
        var rows = await OpenAsync(new FileSourceOptions { MaxRowBytes = 4 });

        Assert.Contains("MaxRowBytes", Assert.Throws<DataSourceException>(() => rows[0]).Message, StringComparison.Ordinal);
        Assert.Equal(_folder["train/pos/2.txt"], Assert.Throws<DataSourceException>(() => rows[1]).Path);
    }

    private ValueTask<IReadOnlyList<TextFile>> OpenAsync(FileSourceOptions? options = null) =>
        new TextFilesSource(_folder["{split}/*/*.txt"], options).OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);
}
