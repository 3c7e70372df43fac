namespace ExT5.Data;

/// <summary>
/// Writes examples into the features an encoder-decoder trains on, as SeqIO's <c>EncDecFeatureConverter</c>:
/// <code>
/// examples                  [7 8 5 1] -> [3 9 1]   and   [8 4 9 3 1] -> [4 1]
/// encoder tokens            7 8 5 1 8 4 9 3 1 0
/// encoder segment ids       1 1 1 1 2 2 2 2 2 0
/// encoder positions         0 1 2 3 0 1 2 3 4 0
/// decoder target tokens     3 9 1 4 1 0 0
/// decoder input tokens      0 3 9 0 4 0 0
/// decoder loss weights      1 1 1 1 1 0 0
/// decoder segment ids       1 1 1 2 2 0 0
/// decoder positions         0 1 2 0 1 0 0
/// </code>
/// </summary>
internal static class EncoderDecoderFeatureConverter
{
    /// <summary>A batch of nothing but padding.</summary>
    public static PackedBatch Empty(BatchShape shape, int padId)
    {
        var (inputs, targets) = (shape.Sequences * shape.Inputs, shape.Sequences * shape.Targets);
        return new PackedBatch
        {
            Shape = shape,
            EncoderInputTokens = Filled(inputs, padId),
            EncoderSegmentIds = new int[inputs],
            EncoderPositions = new int[inputs],
            DecoderTargetTokens = Filled(targets, padId),
            DecoderInputTokens = Filled(targets, padId),
            DecoderLossWeights = new float[targets],
            DecoderSegmentIds = new int[targets],
            DecoderPositions = new int[targets],
            DecoderTaskIds = Filled(targets, -1),
        };
    }

    /// <summary>Writes one example at the given places of a batch; the caller has made sure that it fits.</summary>
    /// <param name="batch">The batch to write into.</param>
    /// <param name="inputsAt">Index of the first free encoder token.</param>
    /// <param name="targetsAt">Index of the first free decoder token.</param>
    /// <param name="segment">Number of the example in its row, from 1.</param>
    /// <param name="inputs">Encoder ids.</param>
    /// <param name="targets">Target ids.</param>
    /// <param name="weights">How much each target counts; empty when each counts 1.</param>
    /// <param name="taskId">Index of the task.</param>
    public static void Write(
        PackedBatch batch, int inputsAt, int targetsAt, int segment,
        ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, int taskId)
    {
        inputs.CopyTo(batch.EncoderInputTokens.AsSpan(inputsAt));
        batch.EncoderSegmentIds.AsSpan(inputsAt, inputs.Length).Fill(segment);
        Count(batch.EncoderPositions.AsSpan(inputsAt, inputs.Length));
        targets.CopyTo(batch.DecoderTargetTokens.AsSpan(targetsAt));
        // Shifted right: the first place keeps the pad id, which is the decoder's start. In packed rows the place after
        // an example starts the next one; in unpacked rows SeqIO leaves the last target there.
        var shifted = batch.Shape.Packed ? targets.Length - 1 : Math.Min(targets.Length, batch.Shape.Targets - 1);
        if (shifted > 0) targets[..shifted].CopyTo(batch.DecoderInputTokens.AsSpan(targetsAt + 1));
        if (weights.IsEmpty) batch.DecoderLossWeights.AsSpan(targetsAt, targets.Length).Fill(1);
        else weights.CopyTo(batch.DecoderLossWeights.AsSpan(targetsAt));
        batch.DecoderSegmentIds.AsSpan(targetsAt, targets.Length).Fill(segment);
        Count(batch.DecoderPositions.AsSpan(targetsAt, targets.Length));
        batch.DecoderTaskIds.AsSpan(targetsAt, targets.Length).Fill(taskId);
    }

    private static int[] Filled(int length, int value)
    {
        var array = new int[length];
        array.AsSpan().Fill(value);
        return array;
    }

    private static void Count(Span<int> positions)
    {
        for (var i = 0; i < positions.Length; i++) positions[i] = i;
    }
}
