namespace ExT5.Core.Tests;

public sealed class ExponentialLengthPenaltyTests
{
    [Theory]
    [InlineData("exponential_3_1.4", 3, 1)]
    [InlineData("exponential_3_1.4_eos_1_9", 3, 1, 9)]
    [InlineData("exponential_6_1.4", 6, 1)]
    public void The_end_is_favoured_more_and_more_as_in_Transformers(string entry, int start, params int[] eosIds) =>
        new GoldenLogits().Check(entry, new ExponentialLengthPenalty(start, 1.4, eosIds));

    [Fact]
    public void An_end_that_is_banned_stays_banned() =>
        new GoldenLogits().Check("min_length_9", new MinNewTokens(8, 1), new ExponentialLengthPenalty(3, 1.4, 1));
}
