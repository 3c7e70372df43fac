using Parquet.Serialization;

namespace ExT5.Data.Parquet.Tests;

public sealed class ParquetSourceTests : IDisposable
{
    private readonly Data.Tests.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("snappy.parquet")]
    [InlineData("zstd_v2.parquet")]
    [InlineData("gzip.parquet")]
    [InlineData("brotli.parquet")]
    [InlineData("lz4_raw.parquet")]
    [InlineData("plain.parquet")]
    [InlineData("small_pages.parquet")]
    [InlineData("delta.parquet")]
    public void Files_of_arrow_rs_give_the_rows_that_were_written(string name) =>
        Assert.Equal(GoldenRows.Expected, GoldenRows.Open(Golden(name)).Select(GoldenRows.Text));

    [Fact]
    public void Rows_are_read_in_any_order_from_several_threads_with_a_cache_too_small()
    {
        var rows = GoldenRows.Open(Golden("snappy.parquet", options: new FileSourceOptions { CacheBytes = 0 }));

        Parallel.For(0, 600, i => Assert.Equal(GoldenRows.Expected[i * 77 % rows.Count], GoldenRows.Text(rows[i * 77 % rows.Count])));
    }

    [Fact]
    public void Columns_may_be_chosen()
    {
        var row = GoldenRows.Open(Golden("snappy.parquet", ["text", "id"]))[1];

        Assert.Equal(["text", "id"], row.Columns);
        Assert.Equal(1_000_003, row.Integer("id"));
    }

    [Fact]
    public void An_unknown_column_is_named_with_those_there_are()
    {
        var error = Assert.Throws<DataSourceException>(() => GoldenRows.Open(Golden("snappy.parquet", ["texts"])));

        Assert.Contains("no column 'texts'. The columns are: id, label", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_map_throws_names_file_row_group_and_row()
    {
        var rows = GoldenRows.Open(new ParquetSource<long>(Path.Combine(GoldenRows.Folder, "snappy.parquet"), row => row.Integer("label")));

        Assert.Contains("snappy.parquet: Row group 1, row 2, counted from 0: Column 'label' should hold a whole number, but holds nothing",
            Assert.Throws<DataSourceException>(() => rows[52]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_page_names_its_row_group_and_column()
    {
        var bytes = File.ReadAllBytes(Path.Combine(GoldenRows.Folder, "plain.parquet"));
        bytes.AsSpan(4, 16).Clear();
        var rows = GoldenRows.Open(new ParquetSource<DataRow>(_folder.Write("a.parquet", bytes), row => row));

        Assert.Contains("Row group 0, row 0, counted from 0: Column 'id':", Assert.Throws<DataSourceException>(() => rows[0]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PAR1")]
    [InlineData("some text that is no Parquet at all")]
    public void A_file_that_is_not_parquet_is_refused(string text) =>
        Assert.Throws<DataSourceException>(() => GoldenRows.Open(new ParquetSource<DataRow>(_folder.Write("a.parquet", text), row => row)));

    [Fact]
    public async Task Times_decimals_and_bytes_written_by_parquet_net_are_read_as_text()
    {
        await using (var file = File.Create(_folder["train.parquet"]))
            await ParquetSerializer.SerializeAsync([new Moment()], file, cancellationToken: TestContext.Current.CancellationToken);

        var row = GoldenRows.Open(new ParquetSource<DataRow>(_folder["train.parquet"], row => row))[0];

        Assert.StartsWith("2024-02-29T13:14:15", row.Text("At"), StringComparison.Ordinal);
        Assert.Equal(-12.5, row.Number("Price"));
        Assert.Equal("/w==", row.Text("Bytes"));
        Assert.Equal([1L, 2L, 3L], row.Integers("Numbers"));
        Assert.Equal(4_000_000_000, row.Integer("Large"));
    }

    [Theory]
    [InlineData("snappy.parquet")]
    [InlineData("zstd_v2.parquet")]
    [InlineData("gzip.parquet")]
    [InlineData("brotli.parquet")]
    [InlineData("lz4_raw.parquet")]
    [InlineData("plain.parquet")]
    [InlineData("small_pages.parquet")]
    [InlineData("delta.parquet")]
    public void Damaged_files_give_typed_errors_and_take_little_memory(string name) =>
        Assert.InRange(DamagedFiles.Read(name, 600, (path, options) => new ParquetSource<DataRow>(path, row => row, null, options)), 50, 600);

    private static ParquetSource<DataRow> Golden(string name, IReadOnlyList<string>? columns = null, FileSourceOptions? options = null) =>
        new(Path.Combine(GoldenRows.Folder, name), row => row, columns, options);

    private sealed class Moment
    {
        public DateTime At { get; set; } = new(2024, 2, 29, 13, 14, 15, DateTimeKind.Utc);
        public decimal Price { get; set; } = -12.5m;
        public byte[] Bytes { get; set; } = [255];
        public List<int> Numbers { get; set; } = [1, 2, 3];
        public uint Large { get; set; } = 4_000_000_000;
    }
}
