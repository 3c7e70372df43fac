namespace ExT5.Core.Tests;

public sealed class BannedSequencesTests
{
    // The entry bans 3 everywhere and 5 in the one row that ends in 5.
    [Fact]
    public void The_last_id_of_a_banned_sequence_is_banned_after_the_others_as_in_Transformers() =>
        new GoldenLogits().Check("bad_words", new BannedSequences([3], [5, 5]));

    [Fact]
    public void A_sequence_longer_than_the_ids_so_far_bans_nothing_as_in_Transformers() => new GoldenLogits().Check(
        "bad_words_longer_than_context", new BannedSequences([3], [13, 5, 6, 15, 2, 13, 5, 4]));

    [Fact]
    public void An_empty_sequence_is_refused() =>
        Assert.Throws<ArgumentException>(() => new BannedSequences([3], []));

    [Fact]
    public void A_negative_id_is_refused() =>
        Assert.Throws<ArgumentException>(() => new BannedSequences([3, -1]));
}
