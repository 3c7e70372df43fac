using ExT5.Core;
using ExT5.Data;
using static TorchSharp.torch;

namespace ExT5.Training;

/// <summary>A batch as tensors on the model's device: the one place where the integers of ExT5.Data become tensors.</summary>
/// <remarks>B rows, S input length, T target length. The tensors belong to the dispose scope they were made in.</remarks>
/// <param name="Inputs">What the model reads; int64 <c>[B, S]</c> and <c>[B, T]</c>.</param>
/// <param name="Targets">What the decoder should predict <c>[B, T]</c>.</param>
public sealed record DeviceBatch(T5Inputs Inputs, Seq2SeqTargets Targets)
{
    /// <summary>Copies a batch to a device.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="device">The model's device; null is the CPU.</param>
    public static DeviceBatch From(PackedBatch batch, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (rows, inputs, targets, packed) = batch.Shape;
        var segments = Ids(batch.DecoderSegmentIds, targets);
        return new DeviceBatch(
            new T5Inputs(
                Ids(batch.EncoderInputTokens, inputs), Ids(batch.EncoderSegmentIds, inputs),
                Ids(batch.DecoderInputTokens, targets), segments, packed),
            new Seq2SeqTargets(
                Ids(batch.DecoderTargetTokens, targets),
                tensor(batch.DecoderLossWeights, [rows, targets], device: device),
                segments));

        Tensor Ids(int[] values, int length) =>
            tensor(Array.ConvertAll(values, value => (long)value), [rows, length], device: device);
    }
}
