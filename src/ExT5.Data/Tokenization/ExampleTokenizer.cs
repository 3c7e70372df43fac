using System.Buffers;
namespace ExT5.Data;
/// <summary>x</summary>
public sealed class ExampleTokenizer(Vocabulary vocabulary, BatchShape shape)
{
    private long _truncatedInputs, _truncatedTargets;
    /// <summary>x</summary>
    public Vocabulary Vocabulary => vocabulary;
    /// <summary>x</summary>
    public long TruncatedInputs => _truncatedInputs;
    /// <summary>x</summary>
    public long TruncatedTargets => _truncatedTargets;
    /// <summary>x</summary>
    public TokenizedExample Tokenize(TextExample example) => new(One(example.Input, shape.Inputs, ref _truncatedInputs), One(example.Target, shape.Targets, ref _truncatedTargets));
    private int[] One(string text, int length, ref long count)
    {
        var w = new ArrayBufferWriter<int>();
        vocabulary.Encode(text, w);
        if (w.WrittenCount > length - 1) count++;
        return [.. w.WrittenSpan[..Math.Min(w.WrittenCount, length - 1)], vocabulary.EosId];
    }
}
