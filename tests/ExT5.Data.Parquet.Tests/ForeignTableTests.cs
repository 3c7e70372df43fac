using System.Diagnostics;

namespace ExT5.Data.Parquet.Tests;

public sealed class ForeignTableTests : IDisposable
{
    private readonly Data.Tests.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train.parquet")]
    [InlineData("train.arrow")]
    [InlineData("train.jsonl")]
    [InlineData("train.csv.gz")]
    public void A_pointer_of_Git_LFS_is_named(string name)
    {
        var path = _folder.Write(name, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 5\n");

        Assert.All(Sources(path), source => Assert.Contains("git lfs pull", Fails(source).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_of_Parquet_and_Arrow_that_are_packed_or_taken_for_each_other_are_named()
    {
        var parquet = File.ReadAllBytes(Path.Combine(GoldenRows.Folder, "plain.parquet"));
        var arrow = File.ReadAllBytes(Path.Combine(GoldenRows.Folder, "file.arrow"));

        Assert.Contains("packed with gzip", Fails(new ParquetSource<DataRow>(_folder.Write("a.parquet", Data.Tests.TemporaryFolder.Gzip(parquet)), row => row)).Message, StringComparison.Ordinal);
        Assert.Contains("packed with zstd", Fails(new ArrowSource<DataRow>(_folder.Write("b.arrow", Data.Tests.TemporaryFolder.Zstd(arrow)), row => row)).Message, StringComparison.Ordinal);
        Assert.Contains("ArrowSource", Fails(new ParquetSource<DataRow>(_folder.Write("c.parquet", arrow), row => row)).Message, StringComparison.Ordinal);
        Assert.Contains("ParquetSource", Fails(new ArrowSource<DataRow>(_folder.Write("d.arrow", parquet), row => row)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_refused_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes of Linux.");
        using (var making = Process.Start("mkfifo", _folder["train.parquet"])) making.WaitForExit();

        Assert.All(Sources(_folder["train.parquet"]), source => Assert.Contains("pipe", Fails(source).Message, StringComparison.Ordinal));
    }

    private static IEnumerable<IDataSource<DataRow>> Sources(string path) =>
        [new ParquetSource<DataRow>(path, row => row), new ArrowSource<DataRow>(path, row => row), new TableSource<DataRow>(path, row => row)];

    private static DataSourceException Fails(IDataSource<DataRow> source) => Assert.Throws<DataSourceException>(() => GoldenRows.Open(source));
}
