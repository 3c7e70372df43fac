namespace ExT5.Core.Tests;

public sealed class GenerationLimitsTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 0, 0)]
    public void Limits_below_their_least_value_are_refused(int maxNewTokens, int minNewTokens, int batchSize)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationLimits(maxNewTokens, minNewTokens, batchSize));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationLimits() with
        {
            MaxNewTokens = maxNewTokens,
            MinNewTokens = minNewTokens,
            BatchSize = batchSize,
        });
    }
}
