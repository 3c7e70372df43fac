namespace ExT5.Core.Tests;

public sealed class PhraseProgressTests
{
    private static readonly ForcedPhrase[] Phrases = [new(3, 4, 5), ForcedPhrase.AnyOf([6, 7], [6, 8], [9])];

    [Theory]
    [InlineData(new[] { 3, 4, 5, 9 }, true)]
    [InlineData(new[] { 9, 3, 4, 5 }, true)]
    [InlineData(new[] { 2, 6, 8, 2, 3, 4, 5 }, true)]
    [InlineData(new[] { 3, 4, 2, 3, 4, 5, 6, 7 }, true)]
    [InlineData(new[] { 3, 4, 9, 5 }, false)] // another phrase breaks off the one begun and does not count
    [InlineData(new[] { 3, 4, 5, 6 }, false)]
    [InlineData(new int[0], false)]
    public void Phrases_are_fulfilled_one_at_a_time(int[] ids, bool complete) =>
        Assert.Equal(complete, After(ids).Complete);

    [Theory]
    [InlineData(new int[0], new[] { 3, 6, 9 })]
    [InlineData(new[] { 3, 4 }, new[] { 5 })]
    [InlineData(new[] { 6 }, new[] { 7, 8 })]
    [InlineData(new[] { 9 }, new[] { 3 })]
    [InlineData(new[] { 3, 2 }, new[] { 6, 9, 3 })] // the one broken off waits at the end
    public void What_brings_further_follows_from_the_phrase_begun_or_from_all_that_wait(int[] ids, int[] next) =>
        Assert.Equal(next, After(ids).NextTokens());

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 3 }, 1)]
    [InlineData(new[] { 3, 4 }, 2)]
    [InlineData(new[] { 6 }, 2)] // the longest of these has two ids
    [InlineData(new[] { 9 }, 3)]
    [InlineData(new[] { 9, 3, 4, 5 }, 6)]
    public void A_phrase_fulfilled_counts_as_much_as_the_longest_of_all(int[] ids, int bank) =>
        Assert.Equal(bank, After(ids).Bank);

    private static PhraseProgress After(int[] ids)
    {
        var progress = new PhraseProgress(Phrases);
        foreach (var id in ids)
            progress.Add(id);
        return progress;
    }
}
