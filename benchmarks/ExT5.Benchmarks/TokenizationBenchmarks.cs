using System.Buffers;
using BenchmarkDotNet.Attributes;
using ExT5.Data;
using Microsoft.ML.Tokenizers;

namespace ExT5.Benchmarks;

/// <summary>
/// 20,000 summaries of the .NET documentation on one thread, against Microsoft.ML.Tokenizers. Its loader fails on
/// models
/// without a begin-of-sentence id, so such an id is appended; its ids differ from SentencePiece's in some texts, ours
/// do not.
/// </summary>
public class TokenizationBenchmarks
{
    /// <summary>A second trainer_spec message that says bos_id = 0.</summary>
    private static readonly byte[] BeginOfSentence = [0x12, 0x03, 0xC8, 0x02, 0x00];

    private readonly ArrayBufferWriter<int> _ids = new(1 << 20);
    private string[] _lines = null!;
    private T5Vocabulary _vocabulary = null!;
    private SentencePieceTokenizer _microsoft = null!;

    [GlobalSetup]
    public void Setup()
    {
        var model = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "apidocs.8k.model"));
        _lines = DocumentationText.Lines(20_000);
        _vocabulary = T5Vocabulary.Load(model);
        _microsoft = SentencePieceTokenizer.Create(new MemoryStream([.. model, .. BeginOfSentence]), false, false);
        Console.WriteLine($"// {_lines.Length} texts, {_lines.Sum(line => line.Length)} characters");
    }

    [Benchmark(Baseline = true)]
    public int MicrosoftTokenizers() => _lines.Sum(line => _microsoft.EncodeToIds(line).Count);

    [Benchmark]
    public int Vocabulary()
    {
        var count = 0;
        foreach (var line in _lines)
        {
            _vocabulary.Encode(line, _ids);
            count += _ids.WrittenCount;
            _ids.ResetWrittenCount();
        }
        return count;
    }
}
