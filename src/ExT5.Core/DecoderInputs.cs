using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What the decoder reads to learn its targets: the targets shifted right, Transformers' <c>_shift_right</c>.</summary>
/// <remarks>B rows, T places.</remarks>
public static class DecoderInputs
{
    /// <summary>A target that no loss counts, as Transformers marks it; the decoder reads padding there.</summary>
    public const int Ignored = -100;

    /// <summary>Shifts the targets of a batch.</summary>
    /// <param name="targets">Target ids, int64 <c>[B, T]</c>; <see cref="Ignored"/> becomes padding.</param>
    /// <param name="config">Says which id starts the decoder and which pads.</param>
    /// <param name="segmentIds">
    /// Of packed rows, the example each place belongs to, int64 <c>[B, T]</c>: each example begins with the start id, and 0 is
    /// padding. Null, the default: a row is one example.
    /// </param>
    /// <returns>Decoder ids, int64 <c>[B, T]</c>; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The targets are not int64 with two dimensions, or the segments have another shape.</exception>
    public static Tensor FromTargets(Tensor targets, T5Config config, Tensor? segmentIds = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(config);
        Check(targets, nameof(targets), targets.shape);
        if (segmentIds is not null) Check(segmentIds, nameof(segmentIds), targets.shape);
        using var scope = NewDisposeScope();
        using var start = ((long)config.DecoderStartId).ToScalar();
        using var pad = ((long)config.PadId).ToScalar();
        using var ignored = ((long)Ignored).ToScalar();
        var inputs = empty_like(targets).fill_(start); // [B, T]
        var shifted = targets.shape[1] - 1;
        if (shifted < 1) return inputs.MoveToOuterDisposeScope();
        var rest = inputs.narrow(1, 1, shifted); // [B, T - 1]
        rest.copy_(targets.narrow(1, 0, shifted));
        rest.masked_fill_(rest.eq(ignored), pad);
        if (segmentIds is not null)
        {
            var segments = segmentIds.narrow(1, 1, shifted); // [B, T - 1]
            rest.masked_fill_(segments.ne(segmentIds.narrow(1, 0, shifted)), start);
            rest.masked_fill_(segments.eq(Scalars.Zero), pad);
        }

        return inputs.MoveToOuterDisposeScope();
    }

    /// <summary>Shifts the targets of one example.</summary>
    /// <param name="targets">Target ids.</param>
    /// <param name="config">Says which id starts the decoder and which pads.</param>
    /// <returns>As many decoder ids.</returns>
    public static int[] FromTargets(ReadOnlySpan<int> targets, T5Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var inputs = new int[targets.Length];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = i == 0 ? config.DecoderStartId : targets[i - 1] == Ignored ? config.PadId : targets[i - 1];
        return inputs;
    }

    private static void Check(Tensor ids, string name, long[] shape)
    {
        if (ids.dtype != ScalarType.Int64 || ids.dim() != 2 || !ids.shape.SequenceEqual(shape))
            throw new ArgumentException(
                $"'{name}' is {ids.dtype} [{string.Join(", ", ids.shape)}]; int64 ids [B, T] are needed, of the same shape as the targets.", name);
    }
}
