namespace ExT5.Core.Tests;

public sealed class MinNewTokensTests
{
    // Transformers' min_length counts the decoder's start, so it is one more than the tokens it asks for.
    [Theory]
    [InlineData(9)]
    [InlineData(12)]
    public void The_end_of_sequence_is_banned_until_then_as_in_Transformers(int minLength) =>
        new GoldenLogits().Check($"min_length_{minLength}", new MinNewTokens(minLength - 1, 1));

    [Fact]
    public void Each_of_several_ends_is_banned_as_in_Transformers() =>
        new GoldenLogits().Check("min_length_9_eos_1_4", new MinNewTokens(8, 1, 4));
}
