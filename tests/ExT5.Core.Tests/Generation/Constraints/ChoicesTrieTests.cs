using CsCheck;

namespace ExT5.Core.Tests;

public sealed class ChoicesTrieTests
{
    [Fact]
    public void A_choice_that_begins_another_may_end_or_go_on()
    {
        var trie = new ChoicesTrie([[5, 6, 7], [5, 6], [8]]);

        Assert.Equal([5, 8], trie.NextTokens([]));
        Assert.Equal([6], trie.NextTokens([5]));
        Assert.Equal([1, 7], trie.NextTokens([5, 6]));
        Assert.Equal([1], trie.NextTokens([5, 6, 7]));
    }

    [Fact]
    public void What_may_follow_is_what_some_choice_goes_on_with() => Gen.Int[2, 5].Array[1, 4].Array[1, 60].Sample(given =>
    {
        int[][] choices = [.. given.DistinctBy(ids => string.Join(' ', ids))];
        var trie = new ChoicesTrie(choices);

        Assert.All(choices.SelectMany(choice => Enumerable.Range(0, choice.Length + 2), (choice, length) => choice.Append(6).Take(length)), start =>
        {
            int[] ids = [.. start];
            var next = choices.Where(choice => choice.Length >= ids.Length && choice.AsSpan(0, ids.Length).SequenceEqual(ids))
                .Select(choice => choice.Length == ids.Length ? 1 : choice[ids.Length]).Distinct().Order();
            Assert.Equal(next.DefaultIfEmpty(1), trie.NextTokens(ids));
            Assert.Equal(Array.FindIndex(choices, choice => choice.SequenceEqual(ids)), trie.IndexOf(ids));
        });
    }, iter: 100);

    [Fact]
    public void Texts_are_choices_by_their_ids()
    {
        var tokenizer = new AsciiTokenizer();
        var trie = ChoicesTrie.FromTexts(["yes", "no"], tokenizer);

        Assert.Equal(1, trie.IndexOf(tokenizer.EncodeToIds("no")));
        Assert.Equal(-1, trie.IndexOf(tokenizer.EncodeToIds("n")));
        Assert.Equal(4, trie.MaxNewTokens);
    }

    [Fact]
    public void An_end_of_sequence_at_the_end_of_a_choice_is_the_one_it_gets_anyway()
    {
        var trie = new ChoicesTrie([[5, 6, 1]]);

        Assert.Equal([1], trie.NextTokens([5, 6]));
        Assert.Equal(3, trie.MaxNewTokens);
    }

    [Theory]
    [InlineData("at least", new int[0])]
    [InlineData("Choice 0", new[] { 1 })]
    [InlineData("Choice 0", new[] { 5, 1, 6 })]
    [InlineData("Choice 0", new[] { 5, -6 })]
    public void Choices_that_cannot_be_generated_are_refused(string expected, int[] choice)
    {
        var error = Assert.Throws<ArgumentException>(() => new ChoicesTrie(choice.Length == 0 ? [] : [choice]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_without_ids_and_one_given_twice_are_refused_by_number()
    {
        var empty = Assert.Throws<ArgumentException>(() => new ChoicesTrie([[5], []]));
        var twice = Assert.Throws<ArgumentException>(() => new ChoicesTrie([[5], [6], [5]]));

        Assert.Contains("Choice 1", empty.Message, StringComparison.Ordinal);
        Assert.Contains("Choices 0 and 2", twice.Message, StringComparison.Ordinal);
    }
}
