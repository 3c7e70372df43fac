namespace ExT5.Core.Tests;

public sealed class SuppressedTokensTests
{
    [Fact]
    public void Tokens_are_banned_as_in_Transformers() =>
        new GoldenLogits().Check("suppress", new SuppressedTokens([2, 5, 15]));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Tokens_are_banned_as_the_first_as_in_Transformers(int length) =>
        new GoldenLogits().Check($"suppress_at_start_{length}", length, new SuppressedTokens([2, 5, 15], firstOnly: true));

    [Fact]
    public void No_id_is_refused() => Assert.Throws<ArgumentException>(() => new SuppressedTokens([]));
}
