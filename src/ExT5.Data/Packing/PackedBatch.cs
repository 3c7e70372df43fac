namespace ExT5.Data;

/// <summary>
/// A batch of rows, each holding one or more examples, with the features of SeqIO's EncDec converter.
/// B = rows, S = input length, T = target length; arrays are row-major. Segment ids count from 1, 0 is padding.
/// </summary>
public sealed class PackedBatch
{
    /// <summary>The shape [B, S] and [B, T] of the arrays.</summary>
    public required BatchShape Shape { get; init; }

    /// <summary>Encoder ids <c>[B, S]</c>.</summary>
    public required int[] EncoderInputTokens { get; init; }

    /// <summary>Which example of the row an encoder id belongs to <c>[B, S]</c>.</summary>
    public required int[] EncoderSegmentIds { get; init; }

    /// <summary>Place of an encoder id inside its example, from 0 <c>[B, S]</c>.</summary>
    public required int[] EncoderPositions { get; init; }

    /// <summary>Ids the decoder should predict <c>[B, T]</c>.</summary>
    public required int[] DecoderTargetTokens { get; init; }

    /// <summary>Targets shifted right inside each example, starting with pad <c>[B, T]</c>; a model with another start puts its own there.</summary>
    public required int[] DecoderInputTokens { get; init; }

    /// <summary>How much a target counts: 1, or its weight where the example gives weights; 0 at padding <c>[B, T]</c>.</summary>
    public required float[] DecoderLossWeights { get; init; }

    /// <summary>Which example of the row a target belongs to <c>[B, T]</c>.</summary>
    public required int[] DecoderSegmentIds { get; init; }

    /// <summary>Place of a target inside its example, from 0 <c>[B, T]</c>.</summary>
    public required int[] DecoderPositions { get; init; }

    /// <summary>Index of the task a target belongs to, -1 at padding <c>[B, T]</c>.</summary>
    public required int[] DecoderTaskIds { get; init; }
}
