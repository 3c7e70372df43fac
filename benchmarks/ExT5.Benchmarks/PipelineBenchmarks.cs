using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>
/// From rows to 64 packed batches of 16 x 512 -> 114 on one core. The supervised task reads (JSON lines), formats, tokenizes and packs
/// each row; the denoised text was tokenized at the opening, and is corrupted and packed. The baseline tokenizes as many texts
/// as the supervised batches hold and does nothing else.
/// </summary>
public class PipelineBenchmarks
{
    private const int Batches = 64;
    private static readonly BatchShape Shape = new(Sequences: 16, Inputs: 512, Targets: 114);

    private readonly ArrayBufferWriter<int> _ids = new(1 << 20);
    private T5Vocabulary _vocabulary = null!;
    private TextExample[] _texts = null!;
    private Seq2SeqPipeline _supervised = null!;
    private Seq2SeqPipeline _denoised = null!;
    private Seq2SeqPipeline _cached = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _vocabulary = T5Vocabulary.Load(Path.Combine(AppContext.BaseDirectory, "apidocs.8k.model"));
        var lines = DocumentationText.Lines(60_000);
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "train.jsonl");
        File.WriteAllLines(path, lines.Select(line => JsonSerializer.Serialize(new Row(line))));
        var source = new JsonLinesSource<Row>(path);
        TextExample Copy(Row row) => new($"copy the beginning of: {row.Text}", row.Text[..Math.Min(40, row.Text.Length)]);
        var registry = new TaskRegistryBuilder()
            .AddTask<Row>("text", task => task.ReadFrom(source).Denoise(row => row.Text, new SpanCorruption()))
            .AddTask<Row>("copy", task => task.ReadFrom(source).Format(Copy)).Build();
        _supervised = await Seq2SeqPipeline.OpenAsync(registry, "copy", _vocabulary, Shape, seed: 1, options: new() { Workers = 0 });
        _denoised = await Seq2SeqPipeline.OpenAsync(registry, "text", _vocabulary, Shape, seed: 1, options: new() { Workers = 0 });
        var cache = Directory.CreateTempSubdirectory().FullName;
        var writer = new TokenCacheWriter(cache, registry, "copy", _vocabulary);
        await writer.WriteAsync();
        await writer.FinishAsync();
        _cached = await Seq2SeqPipeline.OpenAsync(registry, "copy", _vocabulary, Shape, seed: 1, options: new() { Workers = 0, CacheFolder = cache });
        var batches = Enumerable.Range(0, Batches).Select(_ => _supervised.Next()).ToArray();
        _texts = [.. lines.Take(batches.Sum(Examples)).Select(line => Copy(new Row(line)))];
        Console.WriteLine($"// {batches.Sum(Tokens)} tokens of {_texts.Length} examples in {Batches} supervised batches, " +
            $"{Enumerable.Range(0, Batches).Sum(_ => Tokens(_denoised.Next()))} in as many denoised ones");
    }

    [Benchmark(Baseline = true)]
    public int TokenizationAlone()
    {
        foreach (var text in _texts)
        {
            _ids.ResetWrittenCount();
            _vocabulary.Encode(text.Input, _ids);
            _vocabulary.Encode(text.Target, _ids);
        }

        return _ids.WrittenCount;
    }

    [Benchmark]
    public int Supervised() => Enumerable.Range(0, Batches).Sum(_ => _supervised.Next().Shape.Inputs);

    [Benchmark]
    public int SupervisedCached() => Enumerable.Range(0, Batches).Sum(_ => _cached.Next().Shape.Inputs);

    [Benchmark]
    public int Denoised() => Enumerable.Range(0, Batches).Sum(_ => _denoised.Next().Shape.Inputs);

    private static int Tokens(PackedBatch batch) =>
        batch.EncoderSegmentIds.Count(id => id > 0) + batch.DecoderSegmentIds.Count(id => id > 0);

    private sealed record Row(string Text);

    private static int Examples(PackedBatch batch) => batch.DecoderSegmentIds.Chunk(batch.Shape.Targets).Sum(row => row.Max());
}
