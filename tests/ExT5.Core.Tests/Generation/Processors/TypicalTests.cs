namespace ExT5.Core.Tests;

public sealed class TypicalTests
{
    [Fact]
    public void The_most_typical_tokens_stay_as_in_Transformers() => new GoldenLogits().Check("typical_0.9", new Typical(0.9));

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_mass_that_is_no_share_is_refused(double mass) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Typical(mass));
}
