namespace ExT5.Core.Tests;

public sealed class EncoderNoRepeatNGramTests
{
    [Fact]
    public void Tokens_that_would_repeat_an_n_gram_of_the_input_are_banned_as_in_Transformers() =>
        new GoldenLogits().Check("encoder_no_repeat_ngram_2", new EncoderNoRepeatNGram(2));

    [Fact]
    public void A_size_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EncoderNoRepeatNGram(0));
}
