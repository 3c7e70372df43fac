namespace ExT5.Data.Tests;

public class HashedWordsTests
{
    [Theory]
    [InlineData("Don't stop", "dont STOP!")]
    [InlineData("a\tb\n c", "a b c")]
    [InlineData("a - b", "a b")]
    [InlineData("Größe", "größe")]
    public void Case_punctuation_and_white_space_make_no_difference(string first, string second) => Assert.Equal(Whole(first), Whole(second));

    [Theory]
    [InlineData("ab c", "a bc")]
    [InlineData("a b", "b a")]
    [InlineData("a", "a a")]
    [InlineData("हिन्दी", "हिनदी")]
    [InlineData("𝟏", "𝟐")]
    public void Other_words_are_told_apart(string first, string second) => Assert.NotEqual(Whole(first), Whole(second));

    [Fact]
    public void Runs_are_the_same_wherever_they_stand()
    {
        var (long1, long2) = (Runs("x y a b c z", 3), Runs("a b c", 3));

        Assert.Equal(4, long1.Length);
        Assert.Equal(long1[2], Assert.Single(long2));
        Assert.Empty(Runs("a b", 3));
    }

    [Fact]
    public void Runs_of_two_lengths_differ() => Assert.Empty(Runs("a a a", 2).Intersect(Runs("a a a", 3)));

    private static ulong Whole(string text)
    {
        var words = new HashedWords();
        words.Read(text);
        return words.Whole();
    }

    private static ulong[] Runs(string text, int length)
    {
        var words = new HashedWords();
        words.Read(text);
        return [.. words.Runs(length)];
    }
}
