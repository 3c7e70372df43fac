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
    /// <summary>Copies a batch to a device. Each example's first decoder input becomes the model's start id.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="config">The model's; gives the id the decoder starts from and the ids there are.</param>
    /// <param name="device">The model's device; null is the CPU.</param>
    /// <exception cref="VocabularyMismatchException">An id of the batch lies outside of the model's table.</exception>
    public static DeviceBatch From(PackedBatch batch, T5Config config, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(config);
        CheckIds(batch, config.VocabularySize);
        var (rows, inputs, targets, packed) = batch.Shape;
        var segments = Ids(batch.DecoderSegmentIds, targets);
        return new DeviceBatch(
            new T5Inputs(
                Ids(batch.EncoderInputTokens, inputs), Ids(batch.EncoderSegmentIds, inputs),
                Ids(DecoderInputs(batch, config.DecoderStartId), targets), segments, packed),
            new Seq2SeqTargets(
                Ids(batch.DecoderTargetTokens, targets),
                tensor(batch.DecoderLossWeights, [rows, targets], device: device),
                segments));

        Tensor Ids(int[] values, int length) =>
            tensor(Array.ConvertAll(values, value => (long)value), [rows, length], device: device);
    }

    // A batch does not know the model, and says pad.
    private static int[] DecoderInputs(PackedBatch batch, int startId)
    {
        int[] ids = [.. batch.DecoderInputTokens];
        for (var i = 0; i < ids.Length; i++)
            if (batch.DecoderSegmentIds[i] > 0 && batch.DecoderPositions[i] == 0) ids[i] = startId;
        return ids;
    }

    // A table that is asked for a row it lacks ends in an error of libtorch that names neither.
    private static void CheckIds(PackedBatch batch, int rows)
    {
        Check(batch.EncoderInputTokens, "encoder input");
        Check(batch.DecoderTargetTokens, "decoder target");
        Check(batch.DecoderInputTokens, "decoder input");

        void Check(ReadOnlySpan<int> ids, string what)
        {
            foreach (var id in ids)
                if ((uint)id >= (uint)rows)
                    throw new VocabularyMismatchException([$"size: a batch has the {what} id {id}, the model's table {rows} rows"]);
        }
    }
}
