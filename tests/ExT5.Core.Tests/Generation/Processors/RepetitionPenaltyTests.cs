namespace ExT5.Core.Tests;

public sealed class RepetitionPenaltyTests
{
    [Fact]
    public void Ids_so_far_become_less_likely_as_in_Transformers() =>
        new GoldenLogits().Check("repetition_1.5", new RepetitionPenalty(1.5));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_penalty_that_is_no_number_above_0_is_refused(double penalty) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RepetitionPenalty(penalty));
}
