using System.Buffers;
using BenchmarkDotNet.Attributes;
using ExT5.Data;
using Microsoft.ML.Tokenizers;

namespace ExT5.Benchmarks;

/// <summary>
/// Lines of text to ids on one thread, against Google's SentencePiece in C++ (from UTF-8; the others start at UTF-16) and
/// Microsoft.ML.Tokenizers. The latter's loader fails on models without a begin-of-sentence id, so such an id is appended;
/// its ids differ from SentencePiece's in some texts, ours do not.
/// </summary>
public class TokenizationBenchmarks
{
    /// <summary>A second trainer_spec message that says bos_id = 0.</summary>
    private static readonly byte[] BeginOfSentence = [0x12, 0x03, 0xC8, 0x02, 0x00];

    private readonly ArrayBufferWriter<int> _ids = new(1 << 20);
    private string[] _lines = null!;
    private T5Vocabulary _vocabulary = null!;
    private SentencePieceTokenizer _microsoft = null!;
    private SentencePieceLibrary? _google;

    /// <summary>The vocabulary and the text.</summary>
    [ParamsSource(nameof(Cases))]
    public TokenizationCase Case { get; set; } = null!;

    public static IEnumerable<TokenizationCase> Cases => TokenizationCase.All();

    [GlobalSetup]
    public void Setup()
    {
        var model = File.ReadAllBytes(Case.Model);
        _lines = Case.Lines();
        _vocabulary = T5Vocabulary.Load(model);
        _microsoft = SentencePieceTokenizer.Create(new MemoryStream([.. model, .. BeginOfSentence]), false, false);
        _google = SentencePieceLibrary.TryLoad(Case.Model, _lines);
        Console.WriteLine($"// {_lines.Length} texts, {_lines.Sum(line => line.Length)} characters");
    }

    [Benchmark(Baseline = true)]
    public int MicrosoftTokenizers() => _lines.Sum(line => _microsoft.EncodeToIds(line).Count);

    [Benchmark]
    public int SentencePiece()
        => (_google ?? throw new InvalidOperationException("g++ or libsentencepiece-dev is not installed.")).Encode();

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
