namespace ExT5.Data;

/// <summary>
/// A batch for a decoder alone, with the features of SeqIO's language-model converters; no model of this library reads it.
/// B = rows, T = length; arrays are row-major. Segment ids count from 1, 0 is padding.
/// </summary>
public sealed class DecoderBatch
{
    /// <summary>Rows B.</summary>
    public required int Sequences { get; init; }

    /// <summary>Length T of a row in tokens.</summary>
    public required int Length { get; init; }

    /// <summary>Ids the decoder should predict <c>[B, T]</c>.</summary>
    public required int[] DecoderTargetTokens { get; init; }

    /// <summary>Targets shifted right inside each example, starting with the start id <c>[B, T]</c>.</summary>
    public required int[] DecoderInputTokens { get; init; }

    /// <summary>How much a target counts: 1 or its weight, 0 at padding and, when only targets are learnt, at inputs <c>[B, T]</c>.</summary>
    public required float[] DecoderLossWeights { get; init; }

    /// <summary>Place of a token inside its example, from 0 <c>[B, T]</c>.</summary>
    public required int[] DecoderPositions { get; init; }

    /// <summary>Which example of the row a token belongs to <c>[B, T]</c>.</summary>
    public required int[] DecoderSegmentIds { get; init; }

    /// <summary>
    /// 1 where a token may be seen by all of its example: the inputs and the first target's place, where the last input is
    /// read <c>[B, T]</c>; null for a plain language model.
    /// </summary>
    public int[]? DecoderCausalAttention { get; init; }

    /// <summary>Index of the task a token belongs to, -1 at padding <c>[B, T]</c>.</summary>
    public required int[] DecoderTaskIds { get; init; }
}
