namespace ExT5.Core.Tests;

public sealed class SequenceBiasTests
{
    [Fact]
    public void The_last_id_of_a_sequence_is_favoured_after_the_others_as_in_Transformers() =>
        new GoldenLogits().Check("sequence_bias", new SequenceBias(
            ([3], -2.5), ([7], 1.25), ([13, 5, 8], 4), ([12, 11, 8], -3), ([9], 0.5), ([10, 9, 9], 2)));

    [Fact]
    public void An_empty_sequence_is_refused() => Assert.Throws<ArgumentException>(() => new SequenceBias(([], 1)));

    [Fact]
    public void An_infinite_bias_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SequenceBias(([3], double.NegativeInfinity)));
}
