namespace ExT5.Core.Tests;

public sealed class EtaCutoffTests
{
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    public void Tokens_above_what_the_entropy_allows_stay_as_in_Transformers(double epsilon) =>
        new GoldenLogits().Check($"eta_{epsilon}", new EtaCutoff(epsilon));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_epsilon_outside_of_its_range_is_refused(double epsilon) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EtaCutoff(epsilon));
}
