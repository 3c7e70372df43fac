using ExT5.Data;

namespace ExT5.Training;

/// <summary>What a step's batches hold, padding apart.</summary>
internal sealed record BatchCounts(int Examples, int InputTokens, int TargetTokens, int Places)
{
    public double Density => (double)(InputTokens + TargetTokens) / Places;

    public static BatchCounts Of(IReadOnlyList<PackedBatch> batches) => new(
        batches.Sum(Segments),
        batches.Sum(batch => batch.EncoderSegmentIds.Count(id => id != 0)),
        batches.Sum(batch => batch.DecoderSegmentIds.Count(id => id != 0)),
        batches.Sum(batch => batch.EncoderSegmentIds.Length + batch.DecoderSegmentIds.Length));

    // Segment ids count from 1 inside each row, so a row's greatest is its number of examples.
    private static int Segments(PackedBatch batch) =>
        batch.DecoderSegmentIds.Chunk(batch.Shape.Targets).Sum(row => row.Max());
}
