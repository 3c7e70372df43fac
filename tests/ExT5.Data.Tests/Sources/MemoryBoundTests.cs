using System.IO.Compression;

namespace ExT5.Data.Tests;

public sealed class MemoryBoundTests : IDisposable
{
    private const long MostBytes = 150L << 20;
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gz", "\0")]
    [InlineData("gz", "x")]
    [InlineData("gz", "x\n")]
    [InlineData("zst", "x")]
    [InlineData("zst", "{\"a\":1}\n")]
    public void A_bomb_is_a_typed_error_before_it_fills_the_memory(string packing, string unit)
    {
        Pack($"train.{packing}", string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length)), times: 800);

        foreach (var source in Sources(_folder[$"train.{packing}"], new FileSourceOptions()))
            Assert.IsType<DataSourceException>(Fails(source));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\"x")]
    [InlineData("[")]
    [InlineData("[\"")]
    [InlineData("{\"a\":")]
    public void A_row_without_end_is_not_held_in_memory(string start)
    {
        using (var file = new FileStream(_folder["train.txt"], FileMode.Create))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(start));
            var part = new byte[1 << 20];
            Array.Fill(part, (byte)'x');
            for (var i = 0; i < 300; i++) file.Write(part);
        }

        foreach (var source in Sources(_folder["train.txt"], new FileSourceOptions { MaxRowBytes = 1 << 20 }))
            Assert.IsType<DataSourceException>(Fails(source));
    }

    [Fact]
    public async Task What_a_packed_text_takes_is_what_it_is_long()
    {
        var line = string.Concat(Enumerable.Range(0, 200_000).Select(i => (char)('a' + i * i % 23))) + "\n";
        Pack("train.gz", line, times: 350);
        var options = new FileSourceOptions { MaxExpansion = 2000 };

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var rows = await new TextLinesSource(_folder["train.gz"], options).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal(350, rows.Count);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 350L * line.Length + (32 << 20));
    }

    private static Exception? Fails(IDataSource<string> source)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() =>
        {
            foreach (var _ in source.OpenAsync(DatasetSplit.Train, Cancelled).AsTask().GetAwaiter().GetResult())
            {
            }
        });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        return error;
    }

    private static IEnumerable<IDataSource<string>> Sources(string path, FileSourceOptions options) =>
    [
        new TextLinesSource(path, options),
        new TextFilesSource(path, options).Select(file => file.Text),
        new DelimitedSource<string>(path, row => row[0], DelimitedFormat.Csv with { Header = false }, options),
        new JsonLinesSource<string>(path, row => row.Text("text"), options),
        new JsonSource<string>(path, row => row.Text("text"), "", options),
    ];

    private void Pack(string name, string part, int times)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(part);
        using var file = new FileStream(_folder[name], FileMode.Create);
        using Stream packing = name.EndsWith("gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionLevel.Optimal) : new ZstdSharp.CompressionStream(file);
        for (var i = 0; i < times; i++) packing.Write(bytes);
    }
}
