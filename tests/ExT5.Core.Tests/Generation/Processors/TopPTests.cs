namespace ExT5.Core.Tests;

public sealed class TopPTests
{
    [Theory]
    [InlineData("top_p_0.9", 0.9, 1)]
    [InlineData("top_p_0.3_min2", 0.3, 2)]
    [InlineData("top_p_0.999", 0.999, 1)]
    public void The_nucleus_stays_as_in_Transformers(string entry, double mass, int atLeast) =>
        new GoldenLogits().Check(entry, new TopP(mass, atLeast));

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_mass_that_is_no_share_is_refused(double mass) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopP(mass));
}
