using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>Opens a text file of a million lines and reads a row: with the index made anew, and with one kept in a folder.</summary>
[MemoryDiagnoser]
public class SourceBenchmarks
{
    private const int Lines = 1_000_000;
    private string _folder = "";

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("ext5-").FullName;
        var path = Path.Combine(_folder, "train.jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, Lines).Select(i => $"{{\"premise\": \"some words of row {i}\", \"label\": {i % 3}}}"));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-1));
        KeptIndex();
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    /// <summary>The file is read through.</summary>
    [Benchmark(Baseline = true)]
    public long NewIndex() => Open(new FileSourceOptions());

    /// <summary>The index is mapped and its checksum compared.</summary>
    [Benchmark]
    public long KeptIndex() => Open(new FileSourceOptions { IndexFolder = Path.Combine(_folder, "indexes") });

    private long Open(FileSourceOptions options)
    {
        var source = new JsonLinesSource<long>(Path.Combine(_folder, "{split}.jsonl"), row => row.Integer("label"), options);
        return source.OpenAsync(DatasetSplit.Train).AsTask().GetAwaiter().GetResult()[Lines - 1];
    }
}
