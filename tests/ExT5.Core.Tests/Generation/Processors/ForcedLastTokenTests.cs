namespace ExT5.Core.Tests;

public sealed class ForcedLastTokenTests
{
    // Transformers' max_length counts the decoder's start, so it is one more than the new tokens.
    [Theory]
    [InlineData("forced_eos_1_of_8", 7, 1)]
    [InlineData("forced_eos_1_2_of_8", 7, 1, 2)]
    [InlineData("forced_eos_1_of_9", 8, 1)]
    public void The_last_token_is_forced_as_in_Transformers(string entry, int maxNewTokens, params int[] ids) =>
        new GoldenLogits(maxNewTokens).Check(entry, new ForcedLastToken(ids));

    [Fact]
    public void No_id_is_refused() => Assert.Throws<ArgumentException>(() => new ForcedLastToken());
}
