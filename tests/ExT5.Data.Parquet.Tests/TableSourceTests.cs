namespace ExT5.Data.Parquet.Tests;

public sealed class TableSourceTests : IDisposable
{
    private readonly Data.Tests.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train.jsonl", "{\"text\": \"a\", \"n\": 1}\n{\"text\": \"b\", \"n\": 2}\n")]
    [InlineData("train.json", "\n{\"text\": \"a\", \"n\": 1}\n{\"text\": \"b\", \"n\": 2}\n")]
    [InlineData("train.json", "[{\"text\": \"a\", \"n\": 1},\n{\"text\": \"b\", \"n\": 2}]")]
    [InlineData("train.csv", "text,n\na,1\nb,2")]
    [InlineData("train.tsv", "text\tn\na\t1\nb\t2")]
    public void The_name_of_a_text_file_tells_its_format(string name, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        foreach (var (suffix, packed) in new[] { ("", bytes), (".gz", Data.Tests.TemporaryFolder.Gzip(bytes)), (".zst", Data.Tests.TemporaryFolder.Zstd(bytes)) })
        {
            var path = _folder.Write(name + suffix, packed);
            Assert.Equal([("a", 1L), ("b", 2L)], GoldenRows.Open(new TableSource<(string, long)>(path, row => (row.Text("text"), row.Integer("n")))));
        }
    }

    [Theory]
    [InlineData("snappy.parquet")]
    [InlineData("file.arrow")]
    public async Task A_fingerprint_is_that_of_the_content_whatever_the_file_is_called(string file)
    {
        var golden = File.ReadAllBytes(Path.Combine(GoldenRows.Folder, file));
        var (a, b) = (_folder.Write($"a-{file}", golden), _folder.Write($"b-{file}", golden));
        var c = _folder.Write($"c-{file}", [.. golden, 0]);

        Assert.Equal(await FingerprintsAsync(a), await FingerprintsAsync(b));
        Assert.All((await FingerprintsAsync(a)).Zip(await FingerprintsAsync(c)), each => Assert.NotEqual(each.First, each.Second));
        Assert.All(await FingerprintsAsync(a), Assert.NotNull);
    }

    private static async Task<string?[]> FingerprintsAsync(string path)
    {
        var (files, stopping) = (new FileHashes(), TestContext.Current.CancellationToken);
        return
        [
            await new TableSource<DataRow>(path, row => row).FingerprintAsync(DatasetSplit.Train, files, stopping),
            await new ParquetSource<DataRow>(path, row => row).FingerprintAsync(DatasetSplit.Train, files, stopping),
            await new ArrowSource<DataRow>(path, row => row).FingerprintAsync(DatasetSplit.Train, files, stopping),
        ];
    }

    [Fact]
    public void Files_of_different_formats_may_follow_each_other()
    {
        foreach (var name in new[] { "file.arrow", "snappy.parquet" }) File.Copy(Path.Combine(GoldenRows.Folder, name), _folder[name]);
        File.Copy(Path.Combine(GoldenRows.Folder, "rows.json"), _folder["rows.json"]);

        var rows = GoldenRows.Open(new TableSource<string>(_folder["*"], GoldenRows.Text));

        Assert.Equal([.. GoldenRows.Expected, .. GoldenRows.Expected, .. GoldenRows.Expected], rows);
    }

    [Fact]
    public void A_json_object_over_lines_is_one_row_or_has_rows_at_a_path()
    {
        var path = _folder.Write("train.json", "{\"version\": 1,\n\"data\": [{\"n\": 1},\n{\"n\": 2}]}");

        Assert.Equal([1L], GoldenRows.Open(new TableSource<long>(path, row => row.Integer("version"))));
        Assert.Equal([1L, 2L], GoldenRows.Open(new TableSource<long>(path, row => row.Integer("n"), "data")));
    }

    [Fact]
    public void A_name_that_tells_no_format_is_refused()
    {
        var error = Assert.Throws<DataSourceException>(() => GoldenRows.Open(new TableSource<DataRow>(_folder.Write("train.xml", "<a/>"), row => row)));

        Assert.Contains("'.XML' are not known", error.Message, StringComparison.Ordinal);
    }
}
