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

    /// <summary>What a row has no room for is cut from the right; how much of an example that is, with what was cut of its text.</summary>
    public static ExampleLengths DroppedOf(TokenizedExample example, BatchShape shape) => new(
        example.DroppedInputs + Math.Max(0, example.Inputs.Length - shape.Inputs),
        example.DroppedTargets + Math.Max(0, example.Targets.Length - shape.Targets));

    /// <summary>Weights, when an example has them, are as many as its targets, 0 or more and finite.</summary>
    /// <exception cref="FormatException">They are not.</exception>
    public static TokenizedExample Checked(TokenizedExample example) => example.TargetWeights is not { } weights ? example
        : weights.Length != example.Targets.Length
            ? throw new FormatException($"The example has {example.Targets.Length} targets and {weights.Length} weights. Give one for each.")
            : weights.FirstOrDefault(weight => !(weight >= 0 && float.IsFinite(weight))) is var wrong and not 0
                ? throw new FormatException(FormattableString.Invariant($"The example has a target of weight {wrong}. Weights are 0 or more and finite."))
                : example;

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
            example.Inputs.AsSpan(0, length.Inputs), example.Targets.AsSpan(0, length.Targets),
            example.TargetWeights is { } weights ? weights.AsSpan(0, length.Targets) : [], taskId);
        _used = new ExampleLengths(_used.Inputs + length.Inputs, _used.Targets + length.Targets);
    }

    public void EndRow()
    {
        _row++;
        _segments = 0;
        _used = default;
    }
}
