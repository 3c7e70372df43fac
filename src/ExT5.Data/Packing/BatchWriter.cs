namespace ExT5.Data;

/// <summary>Writes one batch row by row.</summary>
internal struct BatchWriter(BatchShape shape, int padId)
{
    private int _row;
    private int _segments;
    private ExampleLengths _used;

    public PackedBatch Batch { get; } = EncoderDecoderFeatureConverter.Empty(shape, padId);

    /// <summary>What an example takes of a row; longer ones are trimmed to it.</summary>
    public static ExampleLengths LengthsOf(TokenizedExample example, BatchShape shape) =>
        new(Math.Min(example.Inputs.Length, shape.Inputs), Math.Min(example.Targets.Length, shape.Targets));

    /// <summary>The shape of a batch of a token budget: one row an example, as long as the longest.</summary>
    public static BatchShape ShapeOf(ReadOnlySpan<int> examples, ReadOnlySpan<ExampleLengths> lengths, BatchShape shape)
    {
        var longest = default(ExampleLengths);
        foreach (var example in examples)
            longest = new(Math.Max(longest.Inputs, lengths[example].Inputs), Math.Max(longest.Targets, lengths[example].Targets));
        return shape with { Sequences = examples.Length, Inputs = longest.Inputs, Targets = longest.Targets, TokenBudget = null };
    }

    /// <summary>Appends an example to the row; the caller has made sure that it fits.</summary>
    public void Add(TokenizedExample example, int taskId)
    {
        var length = LengthsOf(example, shape);
        EncoderDecoderFeatureConverter.Write(
            Batch, _row * shape.Inputs + _used.Inputs, _row * shape.Targets + _used.Targets, ++_segments,
            example.Inputs.AsSpan(0, length.Inputs), example.Targets.AsSpan(0, length.Targets), taskId);
        _used = new ExampleLengths(_used.Inputs + length.Inputs, _used.Targets + length.Targets);
    }

    public void EndRow()
    {
        _row++;
        _segments = 0;
        _used = default;
    }
}
