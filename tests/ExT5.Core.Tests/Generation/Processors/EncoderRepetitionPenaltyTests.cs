namespace ExT5.Core.Tests;

public sealed class EncoderRepetitionPenaltyTests
{
    [Fact]
    public void Ids_of_the_rows_own_input_become_more_likely_as_in_Transformers() =>
        new GoldenLogits().Check("encoder_repetition_1.5", new EncoderRepetitionPenalty(1.5));

    [Fact]
    public void A_penalty_of_zero_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EncoderRepetitionPenalty(0));
}
