namespace ExT5.Core.Tests;

public sealed class EpsilonCutoffTests
{
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    public void Probable_tokens_stay_as_in_Transformers(double probability) =>
        new GoldenLogits().Check($"epsilon_{probability}", new EpsilonCutoff(probability));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_probability_outside_of_its_range_is_refused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EpsilonCutoff(probability));
}
