namespace ExT5.Data.Tests;

public sealed class StoredRowIndexTests : IDisposable
{
    private static readonly DateTime Changed = new(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_did_not_change_is_read_by_the_index_made_before()
    {
        Write("one\ntwo\n\nthree");
        Assert.Equal(["one", "two", "three"], await OpenAsync());

        Write("123\n567\n\n98765"); // The same length and time: the index cannot tell.

        Assert.Equal(["123", "567", "98765"], await OpenAsync());
        Write("12 4567\n\n98765");
        Assert.Equal(["12 ", "567", "98765"], await OpenAsync());
    }

    [Theory]
    [InlineData("one\ntwo\n\nthree\nfour", 0)]
    [InlineData("on\nt\nwo\n\nthree", 5)]
    public async Task A_file_that_changed_is_indexed_again(string text, int seconds)
    {
        Write("one\ntwo\n\nthree");
        await OpenAsync();

        Write(text, seconds);

        Assert.Equal(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), await OpenAsync());
    }

    [Fact]
    public async Task A_damaged_index_is_made_again()
    {
        var lines = Enumerable.Range(0, 40).Select(i => new string('a', i) + $"x{new string('\n', i == 7 ? 300 : 1)}").ToArray();
        Write(string.Concat(lines));
        await OpenAsync();
        var whole = File.ReadAllBytes(IndexFile);

        for (var place = 0; place < whole.Length; place++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[place] ^= (byte)(1 << place % 8);
            File.WriteAllBytes(IndexFile, place % 5 == 0 ? bytes[..place] : bytes);

            Assert.Equal(lines.Select(line => line.TrimEnd('\n')), await OpenAsync());
            Assert.Equal(whole, File.ReadAllBytes(IndexFile));
        }
    }

    [Fact]
    public async Task Rows_of_another_syntax_have_an_index_of_their_own()
    {
        Write("one\n\"two\nthree\"");
        var source = new DelimitedSource<string>(_folder["{split}.txt"], row => row[0], DelimitedFormat.Csv with { Header = false }, Options);

        Assert.Equal(["one", "\"two", "three\""], await OpenAsync());
        Assert.Equal(["one", "two\nthree"], await source.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFiles(_folder["indexes"]).Length);
    }

    [Fact]
    public async Task Rows_longer_than_the_options_allow_are_refused_with_an_index_too()
    {
        Write("one\nthree");
        await OpenAsync();

        foreach (var rows in new[] { await OpenAsync(Options with { MaxRowBytes = 4 }), await OpenAsync(Options with { MaxRowBytes = 4 }) })
        {
            Assert.Equal("one", rows[0]);
            Assert.Throws<DataSourceException>(() => rows[1]);
            Assert.IsType<DataSourceException>(RowProblem.KnownIn(rows));
        }
    }

    [Fact]
    public async Task An_index_that_shrinks_while_it_is_read_is_an_error()
    {
        Write("one\ntwo\nthree");
        await OpenAsync();
        var rows = await OpenAsync();

        await using (var file = new FileStream(IndexFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(70);

        Assert.Contains("became shorter", Assert.Throws<DataSourceException>(() => rows[2]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/ext5/indexes")]
    [InlineData("/dev/null/indexes")]
    public async Task Where_the_folder_cannot_be_written_the_index_is_kept_in_memory(string folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These folders are Linux's.");
        Write("one\ntwo");

        Assert.Equal(["one", "two"], await OpenAsync(Options with { IndexFolder = folder }));
    }

    [Fact]
    public async Task An_index_in_a_folder_that_cannot_be_written_is_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are Unix's.");
        Write("one\ntwo");
        await OpenAsync();
        SetMode(_folder["indexes"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Write("123\n567"); // The same length and time: only an index that was used reads it so.

        Assert.Equal(["123", "567"], await OpenAsync());

        SetMode(_folder["indexes"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_file_changed_just_now_is_not_given_an_index_yet()
    {
        _folder.Write("train.txt", "one");

        Assert.Equal(["one"], await OpenAsync());
        Assert.False(Directory.Exists(_folder["indexes"]));
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    private FileSourceOptions Options => new() { IndexFolder = _folder["indexes"] };

    private string IndexFile => Directory.GetFiles(_folder["indexes"])[0];

    private void Write(string text, int seconds = 0) => File.SetLastWriteTimeUtc(_folder.Write("train.txt", text), Changed.AddSeconds(seconds));

    private ValueTask<IReadOnlyList<string>> OpenAsync(FileSourceOptions? options = null) =>
        new TextLinesSource(_folder["{split}.txt"], options ?? Options).OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken);
}
