using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class NoRepeatNGramTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Tokens_that_would_repeat_an_n_gram_are_banned_as_in_Transformers(int size) =>
        new GoldenLogits().Check($"no_repeat_ngram_{size}", new NoRepeatNGram(size));

    [Fact]
    public void Size_one_bans_every_id_so_far()
    {
        var history = new TokenHistory(rows: 1, startId: 0);
        history.Append([3]);

        using var scores = new NoRepeatNGram(1).Process(history, zeros(1, 5));

        Assert.Equal(
            [float.NegativeInfinity, 0, 0, float.NegativeInfinity, 0], scores.data<float>().ToArray());
    }

    [Fact]
    public void A_size_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoRepeatNGram(0));
}
