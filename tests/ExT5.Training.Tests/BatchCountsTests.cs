using ExT5.Data;

namespace ExT5.Training.Tests;

public sealed class BatchCountsTests
{
    [Fact]
    public void Examples_tokens_and_density_leave_padding_out()
    {
        var batch = new PackedBatch
        {
            Shape = new BatchShape(2, 4, 3),
            EncoderSegmentIds = [1, 1, 2, 0, 1, 0, 0, 0],
            DecoderSegmentIds = [1, 2, 2, 1, 1, 0],
            EncoderInputTokens = [],
            EncoderPositions = [],
            DecoderTargetTokens = [],
            DecoderInputTokens = [],
            DecoderLossWeights = [],
            DecoderPositions = [],
            DecoderTaskIds = [],
        };

        var counts = BatchCounts.Of([batch, batch]);

        Assert.Equal((6, 8, 10), (counts.Examples, counts.InputTokens, counts.TargetTokens));
        Assert.Equal(18 / 28.0, counts.Density, 12);
    }
}
