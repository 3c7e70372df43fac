using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace ExT5.Data.Parquet.Tests;

public sealed class ArrowSourceTests : IDisposable
{
    private readonly Data.Tests.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("stream.arrow")]
    [InlineData("file.arrow")]
    public void Files_of_apache_arrow_give_the_rows_that_were_written(string name) =>
        Assert.Equal(GoldenRows.Expected, GoldenRows.Open(Golden(name)).Select(GoldenRows.Text));

    [Theory]
    [InlineData(CompressionCodecType.Lz4Frame)]
    [InlineData(CompressionCodecType.Zstd)]
    public void Packed_batches_are_unpacked(CompressionCodecType codec)
    {
        var options = new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = new CompressionCodecFactory() };
        Rewrite("stream.arrow", stream => (batch, schema) => new ArrowStreamWriter(stream, schema, false, options), _folder["train.arrow"]);

        var rows = GoldenRows.Open(new ArrowSource<DataRow>(_folder["train.arrow"], row => row));

        Assert.Equal(GoldenRows.Expected, rows.Select(GoldenRows.Text));
    }

    [Fact]
    public void Rows_are_read_in_any_order_from_several_threads()
    {
        var rows = GoldenRows.Open(Golden("stream.arrow"));

        Parallel.For(0, 600, i => Assert.Equal(GoldenRows.Expected[i * 77 % rows.Count], GoldenRows.Text(rows[i * 77 % rows.Count])));
    }

    [Fact]
    public void Times_and_half_numbers_are_read()
    {
        var moment = new DateTimeOffset(2024, 2, 29, 13, 14, 15, 500, TimeSpan.Zero);
        var batch = new RecordBatch.Builder()
            .Append("at", false, new TimestampArray.Builder(new TimestampType(Apache.Arrow.Types.TimeUnit.Microsecond, "UTC")).Append(moment).Build())
            .Append("day", false, new Date32Array.Builder().Append(moment.DateTime).Build())
            .Append("half", false, new HalfFloatArray.Builder().Append((Half)1.5).Build())
            .Append("small", false, new UInt8Array.Builder().Append(200).Build()).Build();
        Write(_folder["train.arrow"], batch);

        var row = GoldenRows.Open(new ArrowSource<DataRow>(_folder["train.arrow"], row => row))[0];

        Assert.Equal("{at: '2024-02-29T13:14:15.5Z', day: '2024-02-29', half: 1.5, small: 200}", GoldenRows.Text(row));
    }

    [Fact]
    public void Times_before_1970_are_not_a_unit_too_late()
    {
        Apache.Arrow.ArrowBuffer Values(long value) => new(BitConverter.GetBytes(value));
        var batch = new RecordBatch.Builder()
            .Append("at", false, new TimestampArray(new TimestampType(Apache.Arrow.Types.TimeUnit.Nanosecond, "UTC"), Values(-1), Apache.Arrow.ArrowBuffer.Empty, 1, 0, 0))
            .Append("day", false, new Date64Array(Values(-1), Apache.Arrow.ArrowBuffer.Empty, 1, 0, 0)).Build();
        Write(_folder["train.arrow"], batch);

        var row = GoldenRows.Open(new ArrowSource<DataRow>(_folder["train.arrow"], row => row))[0];

        Assert.Equal("{at: '1969-12-31T23:59:59.9999999Z', day: '1969-12-31'}", GoldenRows.Text(row));
    }

    [Fact]
    public void What_a_map_throws_names_file_batch_and_row()
    {
        var rows = GoldenRows.Open(new ArrowSource<long>(Path.Combine(GoldenRows.Folder, "stream.arrow"), row => row.Integer("label")));

        Assert.Contains("stream.arrow: Record batch 0, row 3, counted from 0: Column 'label'",
            Assert.Throws<DataSourceException>(() => rows[3]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_is_refused()
    {
        var whole = File.ReadAllBytes(Path.Combine(GoldenRows.Folder, "stream.arrow"));

        var error = Assert.Throws<DataSourceException>(() => GoldenRows.Open(new ArrowSource<DataRow>(_folder.Write("a.arrow", whole[..^100]), row => row)));

        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stream.arrow")]
    [InlineData("file.arrow")]
    public void Damaged_files_give_typed_errors_and_take_little_memory(string name) =>
        Assert.InRange(DamagedFiles.Read(name, 1500, (path, options) => new ArrowSource<DataRow>(path, row => row, options)), 100, 1500);

    private static ArrowSource<DataRow> Golden(string name) => new(Path.Combine(GoldenRows.Folder, name), row => row);

    private static void Rewrite(string golden, Func<Stream, Func<RecordBatch, Schema, ArrowStreamWriter>> writerOf, string path)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(Path.Combine(GoldenRows.Folder, golden)));
        using var batch = reader.ReadNextRecordBatch();
        using var stream = File.Create(path);
        using var writer = writerOf(stream)(batch, batch.Schema);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    private static void Write(string path, RecordBatch batch)
    {
        using var stream = File.Create(path);
        using var writer = new ArrowStreamWriter(stream, batch.Schema);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }
}
