namespace ExT5.Data;

/// <summary>
/// Makes batches for a decoder alone, as SeqIO's <c>LMFeatureConverter</c> and <c>PrefixLMFeatureConverter</c>: rows are packed in
/// order (<see cref="PackingMethod.InOrder"/>), or hold one example each.
/// <code>
/// examples                  [7 8 5 1] -> [3 9 1]   and   [8 4 9 3 1] -> [4 1]
/// decoder target tokens     7 8 5 1 3 9 1 8 4 9 3 1 4 1 0
/// decoder input tokens      0 7 8 5 1 3 9 0 8 4 9 3 1 4 0
/// decoder loss weights      0 0 0 0 1 1 1 0 0 0 0 0 1 1 0
/// decoder positions         0 1 2 3 4 5 6 0 1 2 3 4 5 6 0
/// decoder segment ids       1 1 1 1 1 1 1 2 2 2 2 2 2 2 0
/// decoder causal attention  1 1 1 1 1 0 0 1 1 1 1 1 1 0 0
/// </code>
/// </summary>
public sealed class DecoderPacker
{
    private readonly int _sequences, _length, _padId, _startId;
    private readonly bool _packed;
    private readonly DecoderFeatures _features;

    /// <summary>Makes a packer.</summary>
    /// <param name="sequences">Rows of a batch; at least 1.</param>
    /// <param name="length">Length of a row in tokens, inputs and targets together; at least 2.</param>
    /// <param name="features">What a decoder reads and learns.</param>
    /// <param name="packed">Put several examples into a row; false gives one example a row.</param>
    /// <param name="padId">Id that fills unused places; T5: 0.</param>
    /// <param name="startId">Id that each example's inputs to the decoder start with (SeqIO's <c>bos_id</c>).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below its least value.</exception>
    public DecoderPacker(int sequences, int length, DecoderFeatures features, bool packed = true, int padId = 0, int startId = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequences, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        if (!Enum.IsDefined(features)) throw new ArgumentOutOfRangeException(nameof(features), features, "There are no such features.");
        (_sequences, _length, _features, _packed, _padId, _startId) = (sequences, length, features, packed, padId, startId);
    }

    private bool HasInputs => _features != DecoderFeatures.LanguageModel;

    /// <summary>Packs examples; the last batch may have empty rows.</summary>
    /// <param name="examples">The examples; each fits a row, as SeqIO demands.</param>
    /// <param name="taskIds">Index of each example's task.</param>
    /// <exception cref="ArgumentException">An example is longer than a row, or has inputs that a language model does not read.</exception>
    /// <exception cref="FormatException">An example's weights do not fit its targets.</exception>
    public IEnumerable<DecoderBatch> Pack(IReadOnlyList<TokenizedExample> examples, IReadOnlyList<int> taskIds)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(taskIds);
        ArgumentOutOfRangeException.ThrowIfNotEqual(taskIds.Count, examples.Count);
        var lengths = examples.Select((example, i) => new ExampleLengths(Checked(example, i), 0)).ToArray();
        int[] all = [.. Enumerable.Range(0, examples.Count)];
        var rows = _packed ? PackingPlan.InOrder(lengths, [.. all], new ExampleLengths(_length, 0)) : [.. all.Select(example => new[] { example })];
        return rows.Chunk(_sequences).Select(chunk => Write(chunk, examples, taskIds));
    }

    private int Checked(TokenizedExample example, int index)
    {
        BatchWriter.Checked(example);
        if (!HasInputs && example.Inputs.Length > 0)
            throw new ArgumentException($"Example {index} has {example.Inputs.Length} inputs, and a language model reads targets alone. Take PrefixLanguageModel.", nameof(example));
        // Where there is no target, the first place behind the inputs is padding that the last input is read at.
        var length = example.Inputs.Length + Math.Max(HasInputs ? 1 : 0, example.Targets.Length);
        return length <= _length
            ? length
            : throw new ArgumentException($"Example {index} has {length} tokens, and a row {_length}. Tokenize it to lengths that fit together, or raise the length.", nameof(example));
    }

    private DecoderBatch Write(int[][] rows, IReadOnlyList<TokenizedExample> examples, IReadOnlyList<int> taskIds)
    {
        var places = _sequences * _length;
        var batch = new DecoderBatch
        {
            Sequences = _sequences,
            Length = _length,
            DecoderTargetTokens = Filled(places, _padId),
            DecoderInputTokens = Filled(places, _padId),
            DecoderLossWeights = new float[places],
            DecoderPositions = new int[places],
            DecoderSegmentIds = new int[places],
            DecoderCausalAttention = HasInputs ? new int[places] : null,
            DecoderTaskIds = Filled(places, -1),
        };
        for (var row = 0; row < _sequences; row++)
        {
            var at = row * _length;
            foreach (var (segment, example) in (row < rows.Length ? rows[row] : []).Index())
                at = Write(batch, at, (row + 1) * _length, segment + 1, examples[example], taskIds[example]);
            // SeqIO starts anew wherever the segment changes, also at the first place of padding and of an empty row.
            if (at < (row + 1) * _length && (_packed || at == row * _length)) batch.DecoderInputTokens[at] = _startId;
        }

        return batch;
    }

    private int Write(DecoderBatch batch, int at, int end, int segment, TokenizedExample example, int taskId)
    {
        var (inputs, targets) = (example.Inputs.Length, example.Targets.Length);
        int[] tokens = [.. example.Inputs, .. example.Targets];
        if (tokens.Length == 0) return at;
        tokens.CopyTo(batch.DecoderTargetTokens, at);
        batch.DecoderInputTokens[at] = _startId;
        var shifted = _packed ? tokens.Length - 1 : Math.Min(tokens.Length, end - at - 1);
        tokens.AsSpan(0, Math.Max(0, shifted)).CopyTo(batch.DecoderInputTokens.AsSpan(at + 1));
        batch.DecoderSegmentIds.AsSpan(at, tokens.Length).Fill(segment);
        batch.DecoderTaskIds.AsSpan(at, tokens.Length).Fill(taskId);
        for (var i = 0; i < tokens.Length; i++) batch.DecoderPositions[at + i] = i;
        if (_features == DecoderFeatures.PrefixLanguageModelOnAll) batch.DecoderLossWeights.AsSpan(at, inputs).Fill(1);
        if (example.TargetWeights is { } weights) weights.CopyTo(batch.DecoderLossWeights, at + inputs);
        else batch.DecoderLossWeights.AsSpan(at + inputs, targets).Fill(1);
        batch.DecoderCausalAttention?.AsSpan(at, Math.Min(inputs + 1, end - at)).Fill(1);
        return at + tokens.Length;
    }

    private static int[] Filled(int length, int value)
    {
        var array = new int[length];
        array.AsSpan().Fill(value);
        return array;
    }
}
