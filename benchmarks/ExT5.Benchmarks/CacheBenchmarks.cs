using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>
/// Reads all rows of a token cache (64 MiB of ids in 2 bytes, inputs of 8 to 500 and targets of 2 to 100 ids) on one core, a
/// batch of rows into one buffer, against copying as many bytes in memory and reading the files whole. Times are for 1 MiB:
/// 1 ms is 1.05 GB/s.
/// </summary>
public class CacheBenchmarks
{
    private const int MiB = 64, Ids = MiB << 19, BatchIds = 1 << 16;
    private const string Task = "rows";
    private readonly int[] _batch = new int[BatchIds];
    private string _folder = null!;
    private TokenCache _cache = null!;
    private CachedExamples _examples = null!;
    private int[] _order = null!;
    private byte[] _from = null!, _to = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _folder = Directory.CreateTempSubdirectory("ext5-").FullName;
        var registry = new TaskRegistryBuilder().AddTask<TextExample>(Task, task => task
            .ReadFrom(new InMemorySource<TextExample>(Rows())).Format(row => row)).Build();
        var writer = new TokenCacheWriter(_folder, registry, Task, new ByteVocabulary(), new TokenCacheOptions { Shards = 4 });
        await writer.WriteAsync();
        await writer.FinishAsync();
        _cache = TokenCache.Open(_folder);
        _examples = _cache.Examples(Task, DatasetSplit.Train);
        _order = [.. Enumerable.Range(0, (int)_examples.Count)];
        new Random(2).Shuffle(_order);
        (_from, _to) = (new byte[MiB << 20], new byte[MiB << 20]);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _cache.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The same number of bytes, from one array to another, in pieces of a batch.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = MiB)]
    public void MemoryCopy()
    {
        var batch = MemoryMarshal.AsBytes(_batch.AsSpan());
        for (var at = 0; at < _from.Length; at += batch.Length) _from.AsSpan(at, batch.Length).CopyTo(_to.AsSpan(at));
    }

    [Benchmark(OperationsPerInvoke = MiB)]
    public long ReadAllBytes() => Directory.GetFiles(_folder, "*.ids").Sum(path => File.ReadAllBytes(path).LongLength);

    [Benchmark(OperationsPerInvoke = MiB)]
    public long RowsInOrder()
    {
        var (read, filled) = (0L, 0);
        for (var row = 0; row < _order.Length; row++) read += Read(row, ref filled);
        return read;
    }

    /// <summary>The order of an epoch.</summary>
    [Benchmark(OperationsPerInvoke = MiB)]
    public long RowsShuffled()
    {
        var (read, filled) = (0L, 0);
        foreach (var row in _order) read += Read(row, ref filled);
        return read;
    }

    private int Read(int row, ref int filled)
    {
        if (BatchIds - filled < 1024) filled = 0;
        var read = _examples.ReadInput(row, _batch.AsSpan(filled));
        read += _examples.ReadTarget(row, _batch.AsSpan(filled + read));
        filled += read;
        return read;
    }

    private static List<TextExample> Rows()
    {
        var (rows, random, ids) = (new List<TextExample>(), new Random(1), 0);
        while (ids < Ids)
        {
            var row = new TextExample(new string('i', random.Next(8, 500)), new string('t', random.Next(2, 100)));
            rows.Add(row);
            ids += row.Input.Length + row.Target.Length;
        }

        return rows;
    }
}
