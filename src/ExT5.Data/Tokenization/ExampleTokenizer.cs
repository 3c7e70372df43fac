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
    /// <param name="truncation">Which end is cut; null is <see cref="Truncation.Default"/>.</param>
    /// <returns>Ids that end in EOS and are no longer than the lengths of the shape, and how many were cut.</returns>
    /// <exception cref="FormatException"><see cref="TextExample.TargetWeights"/> do not fit the target.</exception>
    public TokenizedExample Tokenize(TextExample example, Truncation? truncation = null)
    {
        ArgumentNullException.ThrowIfNull(example);
        truncation ??= Truncation.Default;
        using var ids = new IdWriter();
        Vocabulary.Encode(example.Input, ids);
        var inputs = EndOfSequence.Append(ids.Written, Vocabulary.EosId, _shape.Inputs, truncation.Inputs);
        var droppedInputs = Counted(ids.Count + 1 - inputs.Length, ref _truncatedInputs);
        ids.Clear();
        if (example.TargetWeights is { } parts) return Weighed(example.Target, parts, truncation.Targets) with { Inputs = inputs, DroppedInputs = droppedInputs };
        Vocabulary.Encode(example.Target, ids);
        var targets = EndOfSequence.Append(ids.Written, Vocabulary.EosId, _shape.Targets, truncation.Targets);
        return new TokenizedExample(inputs, targets)
        {
            DroppedInputs = droppedInputs,
            DroppedTargets = Counted(ids.Count + 1 - targets.Length, ref _truncatedTargets),
        };
    }

    /// <summary>An example without ids, as long as texts of so many ids come out, EOS included; what is cut is counted.</summary>
    internal TokenizedExample Empty(int inputs, int targets)
    {
        var example = new TokenizedExample(new int[Math.Min(inputs + 1, _shape.Inputs)], new int[Math.Min(targets + 1, _shape.Targets)]);
        return example with
        {
            DroppedInputs = Counted(inputs + 1 - example.Inputs.Length, ref _truncatedInputs),
            DroppedTargets = Counted(targets + 1 - example.Targets.Length, ref _truncatedTargets),
        };
    }

    private TokenizedExample Weighed(string target, IReadOnlyList<TargetWeight> parts, TruncationSide side)
    {
        var (ids, weights) = TokenWeights.Of(target, parts, Vocabulary);
        var targets = EndOfSequence.Append(ids, Vocabulary.EosId, _shape.Targets, side);
        var kept = weights[EndOfSequence.Kept(ids.Length, _shape.Targets, side)];
        return new TokenizedExample([], targets)
        {
            TargetWeights = [.. kept, kept is [.., var last] ? last : weights.LastOrDefault()],
            DroppedTargets = Counted(ids.Length + 1 - targets.Length, ref _truncatedTargets),
        };
    }

    private static int Counted(int dropped, ref long truncated)
    {
        if (dropped > 0) Interlocked.Increment(ref truncated);
        return dropped;
    }
}
