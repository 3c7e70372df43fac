namespace ExT5.Core.Tests;

public sealed class MinPTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void Tokens_close_to_the_best_stay_as_in_Transformers(double share) =>
        new GoldenLogits().Check($"min_p_{share}", new MinP(share));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_share_that_is_no_part_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinP(share));
}
