using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// What the positions of an encoder see, made once per forward pass from the relative bias and the padding. It lives in
/// the dispose scope of that pass. B rows, L positions, M model size.
/// </summary>
internal abstract class EncoderPattern
{
    /// <summary>The pattern of a block that owns a relative bias, used by it and the blocks after it.</summary>
    /// <param name="config">Says which pattern.</param>
    /// <param name="owner">The attention with the bias.</param>
    /// <param name="segments">Padding or packed examples.</param>
    /// <param name="training">Whether this pass drops out.</param>
    public static EncoderPattern Of(T5Config config, T5Attention owner, EncoderSegments segments, bool training) =>
        config.EncoderAttention switch
        {
            EncoderAttention.Local => new LocalPattern(
                owner.RelativeBias!, segments, new(config.LocalRadius, segments.Length), training),
            EncoderAttention.TransientGlobal => new TransientGlobalPattern(
                owner, segments, new(config.LocalRadius, segments.Length), config.GlobalBlockSize, training),
            _ => new FullPattern(owner.RelativeBias!, segments, training),
        };

    /// <summary>Attention inside the sequence.</summary>
    /// <param name="attention">The weights.</param>
    /// <param name="x">Normed input, float32 <c>[B, L, M]</c>.</param>
    /// <param name="training">Whether this pass drops out.</param>
    /// <returns><c>[B, L, M]</c>.</returns>
    public abstract Tensor Attend(T5Attention attention, Tensor x, bool training);
}
