namespace ExT5.Data;

/// <summary>
/// Makes ids of examples: encodes, trims to one less than the length, appends one EOS
/// (SeqIO's <c>append_eos_after_trim</c>). An empty text gives EOS alone. Thread-safe.
/// </summary>
public sealed class ExampleTokenizer
{
    private readonly BatchShape _shape;
    private long _truncatedInputs;
    private long _truncatedTargets;

    /// <summary>Makes a tokenizer for batches of a shape.</summary>
    /// <param name="vocabulary">Encodes the texts.</param>
    /// <param name="shape">Its lengths are the most ids an example gets, EOS included.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1.</exception>
    public ExampleTokenizer(Vocabulary vocabulary, BatchShape shape)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.Inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.Targets);
        (Vocabulary, _shape) = (vocabulary, shape);
    }

    /// <summary>Encodes the texts.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Examples so far whose input was cut.</summary>
    public long TruncatedInputs => Interlocked.Read(ref _truncatedInputs);

    /// <summary>Examples so far whose target was cut.</summary>
    public long TruncatedTargets => Interlocked.Read(ref _truncatedTargets);

    /// <summary>Encodes an example.</summary>
    /// <param name="example">Input and target as text.</param>
    /// <returns>Ids that end in EOS and are no longer than the lengths of the shape.</returns>
    public TokenizedExample Tokenize(TextExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        using var ids = new IdWriter();
        var inputs = Encode(example.Input, ids, _shape.Inputs, ref _truncatedInputs);
        var targets = Encode(example.Target, ids, _shape.Targets, ref _truncatedTargets);
        return new TokenizedExample(inputs, targets);
    }

    /// <summary>Lengths, EOS included, of texts of so many ids; what is cut is counted.</summary>
    internal (int Inputs, int Targets) Lengths(int inputs, int targets) =>
        (Trimmed(inputs, _shape.Inputs, ref _truncatedInputs), Trimmed(targets, _shape.Targets, ref _truncatedTargets));

    private static int Trimmed(int ids, int length, ref long truncated)
    {
        if (ids > length - 1) Interlocked.Increment(ref truncated);
        return Math.Min(ids + 1, length);
    }

    private int[] Encode(string text, IdWriter ids, int length, ref long truncated)
    {
        ids.Clear();
        Vocabulary.Encode(text, ids);
        var result = EndOfSequence.Append(ids.Written, Vocabulary.EosId, length, out var trimmed);
        if (trimmed) Interlocked.Increment(ref truncated);
        return result;
    }
}
