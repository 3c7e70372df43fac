using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace ExT5.Data.Tests;

public sealed class ForeignFormatTests : IDisposable
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 242043056\n";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> Formats => new()
    {
        { "bzip2", [.. "BZh9"u8, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 1, 2, 3] },
        { "xz", [0xFD, .. "7zXZ\0"u8, 0, 4] },
        { "7z", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, 0, 4] },
        { "LZ4", [0x04, 0x22, 0x4D, 0x18, 0x64, 0x40] },
        { "Snappy", [0xFF, 6, 0, 0, .. "sNaPpY"u8, 1] },
        { "RAR", [.. "Rar!\x1A\x07\0"u8] },
        { "ZIP", Zip() },
        { "tar", Tar() },
        { "Parquet", [.. "PAR1"u8, 0x15, 4, 0x15] },
        { "Arrow", [.. "ARROW1\0\0"u8] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train.txt")]
    [InlineData("train.jsonl")]
    [InlineData("train.json")]
    [InlineData("train.csv")]
    [InlineData("train.tsv")]
    [InlineData("train.txt.gz")]
    [InlineData("train.jsonl.zst")]
    public async Task A_pointer_of_Git_LFS_is_named_with_what_to_do(string name)
    {
        foreach (var end in new[] { "\n", "\r\n" })
        {
            _folder.Write(name, Pointer.Replace("\n", end, StringComparison.Ordinal));
            foreach (var source in Sources(_folder[name]))
            {
                var error = await FailureAsync(source);

                Assert.Contains("Git LFS", error.Message, StringComparison.Ordinal);
                Assert.Contains("git lfs pull", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task One_pointer_among_files_is_named()
    {
        _folder.Write("train-0.txt", "text");
        _folder.Write("train-1.txt", Pointer);

        Assert.Equal(_folder["train-1.txt"], (await FailureAsync(new TextLinesSource(_folder["{split}-*.txt"]))).Path);
    }

    [Fact]
    public async Task A_text_about_pointers_is_text()
    {
        var text = $"{Pointer}{new string('x', 1024)}";
        _folder.Write("train.txt", text);

        Assert.Equal(4, (await new TextLinesSource(_folder["{split}.txt"]).OpenAsync(DatasetSplit.Train, Cancelled)).Count);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_is_packed_otherwise_or_no_text_is_named_whatever_it_is_called(string format, byte[] bytes)
    {
        foreach (var (name, content) in new[] { ("train.txt", bytes), ("train.gz", TemporaryFolder.Gzip(bytes)), ("train.csv", TemporaryFolder.Zstd(bytes)) })
        {
            _folder.Write(name, content);
            foreach (var source in Sources(_folder[name]))
                Assert.Contains(format, (await FailureAsync(source)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_packed_twice_is_named()
    {
        _folder.Write("train.gz", TemporaryFolder.Gzip(TemporaryFolder.Zstd("text"u8.ToArray())));

        Assert.Contains("once more", (await FailureAsync(new TextLinesSource(_folder["train.gz"]))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BZh is a name")]
    [InlineData("BZh91AY is not")]
    [InlineData("PAR1 and ORC and Obj")]
    [InlineData("ORC\nPARE\n")]
    [InlineData("7z, xz and Rar!")]
    [InlineData("PK")]
    [InlineData("version https://git-lfs.github.com/spec/v1")]
    public async Task Text_that_starts_as_a_format_does_is_text(string text)
    {
        _folder.Write("train.txt", text);

        Assert.Equal(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), await new TextLinesSource(_folder["train.txt"]).OpenAsync(DatasetSplit.Train, Cancelled));
    }

    [Fact]
    public async Task What_is_no_file_is_refused_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes, devices and sockets of Linux.");
        using (var making = Process.Start("mkfifo", _folder["train.pipe"])) await making.WaitForExitAsync(Cancelled);
        File.CreateSymbolicLink(_folder["train.link"], _folder["train.pipe"]);
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_folder["train.socket"]));
        var none = new FileHashes();

        foreach (var (path, kind) in new[] { (_folder["train.pipe"], "pipe"), (_folder["train.link"], "pipe"), (_folder["train.socket"], "socket"), ("/dev/zero", "device"), ("/dev/null", "device") })
        {
            foreach (var source in Sources(path)) Assert.Contains(kind, (await FailureAsync(source)).Message, StringComparison.Ordinal);
            Assert.Contains(kind, (await Assert.ThrowsAsync<DataSourceException>(async () => await none.FingerprintAsync("text", [path], Cancelled))).Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Zip()
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        using (var entry = new StreamWriter(archive.CreateEntry("train.txt").Open())) entry.Write("text");
        return packed.ToArray();
    }

    private static byte[] Tar()
    {
        using var packed = new MemoryStream();
        using (var archive = new TarWriter(packed, leaveOpen: true))
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "train.txt") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes("text")) });
        return packed.ToArray();
    }

    private static IEnumerable<IDataSource<string>> Sources(string path) =>
    [
        new TextLinesSource(path),
        new TextFilesSource(path).Select(file => file.Text),
        new DelimitedSource<string>(path, row => row[0], DelimitedFormat.Csv with { Header = false }),
        new JsonLinesSource<string>(path, row => row.Text("text")),
        new JsonSource<string>(path, row => row.Text("text")),
    ];

    private static Task<DataSourceException> FailureAsync(IDataSource<string> source) => Assert.ThrowsAsync<DataSourceException>(async () =>
    {
        foreach (var _ in await source.OpenAsync(DatasetSplit.Train, Cancelled))
        {
        }
    });
}
