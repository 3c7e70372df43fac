using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What one forward pass reads. B rows, S encoder positions, T decoder positions; all tensors are int64.</summary>
/// <param name="EncoderTokens">Encoder ids <c>[B, S]</c>.</param>
/// <param name="EncoderSegmentIds">
/// <c>[B, S]</c>, 0 is padding. Unpacked: a plain attention mask of 0 and 1. Packed: the example a position belongs to.
/// <see langword="null"/>: nothing is padding.
/// </param>
/// <param name="DecoderTokens">Decoder ids <c>[B, T]</c>, the targets shifted right.</param>
/// <param name="DecoderSegmentIds"><c>[B, T]</c>, as for the encoder; usually <see langword="null"/> when unpacked.</param>
/// <param name="Packed">
/// Whether a row holds several examples: then a position attends only inside its own segment, in the encoder, in the
/// decoder and across, and both segment ids are required.
/// </param>
public sealed record T5Inputs(
    Tensor EncoderTokens,
    Tensor? EncoderSegmentIds,
    Tensor DecoderTokens,
    Tensor? DecoderSegmentIds,
    bool Packed);
