using static TorchSharp.torch;

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

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public void The_end_is_banned_until_enough_tokens_are_there(int count, bool banned)
    {
        using var scores = ones(2, 4);

        new MinNewTokens(count, 1, 3).Process(new TokenHistory(2, startId: 0), scores);

        var end = banned ? float.NegativeInfinity : 1;
        Assert.Equal([1, end, 1, end, 1, end, 1, end], scores.data<float>().ToArray());
    }

    [Fact]
    public void A_count_below_0_no_end_and_an_end_beyond_the_vocabulary_are_refused()
    {
        using var scores = ones(1, 4);

        Assert.Throws<ArgumentOutOfRangeException>(() => new MinNewTokens(-1, 1));
        Assert.Throws<ArgumentException>(() => new MinNewTokens(1));
        Assert.Contains("holds 4", Assert.Throws<ArgumentException>(() => new MinNewTokens(1, 4).Process(new TokenHistory(1, 0), scores)).Message, StringComparison.Ordinal);
    }
}
