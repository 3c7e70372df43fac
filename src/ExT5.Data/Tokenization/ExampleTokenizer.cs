using System.Buffers;

namespace ExT5.Data;

/// <summary>Turns text examples into ids that fit a row: encoded, trimmed, and ended by exactly one EOS.</summary>
/// <param name="vocabulary">Gives the ids.</param>
/// <param name="shape">Gives the lengths.</param>
public sealed class ExampleTokenizer(Vocabulary vocabulary, BatchShape shape)
{
    private long _truncatedInputs;
    private long _truncatedTargets;

    /// <summary>The vocabulary that gives the ids.</summary>
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Inputs that were longer than a row so far.</summary>
    public long TruncatedInputs => Interlocked.Read(ref _truncatedInputs);

    /// <summary>Targets that were longer than a row so far.</summary>
    public long TruncatedTargets => Interlocked.Read(ref _truncatedTargets);

    /// <summary>Tokenizes one example; a text that is too long loses its end, never its EOS (SeqIO <c>append_eos_after_trim</c>).</summary>
    /// <param name="example">Any example; an empty text becomes EOS alone.</param>
    public TokenizedExample Tokenize(TextExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        return new TokenizedExample(
            Row(example.Input, shape.Inputs, ref _truncatedInputs), Row(example.Target, shape.Targets, ref _truncatedTargets));
    }

    private int[] Row(string text, int length, ref long truncated)
    {
        var ids = new ArrayBufferWriter<int>(length);
        vocabulary.Encode(text, ids);
        if (ids.WrittenCount > length - 1) Interlocked.Increment(ref truncated);
        return [.. ids.WrittenSpan[..Math.Min(ids.WrittenCount, length - 1)], vocabulary.EosId];
    }
}
