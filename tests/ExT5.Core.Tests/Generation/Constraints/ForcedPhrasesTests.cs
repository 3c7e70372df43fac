using CsCheck;

namespace ExT5.Core.Tests;

public sealed class ForcedPhrasesTests
{
    private const int Eos = 1;

    [Fact]
    public void An_output_that_ends_by_itself_holds_every_phrase() => Gen.Int[0, 100_000].Sample(seed =>
    {
        ForcedPhrase[] phrases = [new(3, 4), ForcedPhrase.AnyOf([5], [6, 7]), new(2)];
        var search = new BeamSearch(Width: 6, ReturnSequences: 6) { ForcedPhrases = phrases };

        var best = search.Run(ScriptedLogits.Random(2, 8, seed), new(Rows: 2, StartId: 0, Eos, MaxNewTokens: 14));

        var ended = best.SelectMany(row => row.Alternatives.Prepend(row)).Where(row => row.FinishReason == FinishReason.Stop);
        Assert.All(ended, row => Assert.All(phrases, phrase => Assert.True(phrase.IsIn(row.Ids))));
    }, iter: 60);

    [Fact]
    public void Outputs_differ_and_come_best_first() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var search = new BeamSearch(Width: 5, ReturnSequences: 5) { ForcedPhrases = [new(3), new(5, 2)] };

        var best = search.Run(ScriptedLogits.Random(1, 12, seed), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 10)).Single();

        GeneratedSequence[] all = [best, .. best.Alternatives];
        Assert.Equal(all.Length, all.Select(row => string.Join(' ', row.Ids)).Distinct().Count());
        Assert.Equal(all.OrderByDescending(row => row.Score), all);
    }, iter: 40);

    [Fact]
    public void The_batch_changes_no_result() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 4, StartId: 0, Eos, MaxNewTokens: 9);
        var search = new BeamSearch(Width: 4) { ForcedPhrases = [new(3, 2), ForcedPhrase.AnyOf([4, 5], [4, 6])] };

        var together = search.Run(ScriptedLogits.Random(4, 9, seed), request);

        for (var input = 0; input < 4; input++)
        {
            var logits = ScriptedLogits.Random(4, 9, seed);
            logits.Rearrange([input]);
            Assert.Equal(search.Run(logits, request with { Rows = 1 }).Single().Ids, together[input].Ids);
        }
    }, iter: 20);

    [Fact]
    public void A_phrase_too_long_for_the_limit_is_seen_to_be_missing()
    {
        var phrase = new ForcedPhrase(5, 6, 7);
        var search = new BeamSearch(Width: 3) { ForcedPhrases = [phrase] };

        var best = search.Run(ScriptedLogits.Random(1, 8, seed: 3), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 2)).Single();

        Assert.Equal(FinishReason.Length, best.FinishReason);
        Assert.False(phrase.IsIn(best.Ids));
    }

    [Fact]
    public void A_phrase_of_an_id_that_the_model_does_not_know_is_an_error_that_names_it()
    {
        var search = new BeamSearch { ForcedPhrases = [new(99)] };

        var error = Assert.Throws<GenerationException>(
            () => search.Run(ScriptedLogits.Random(1, 8, seed: 3), new(Rows: 1, StartId: 0, Eos)));

        Assert.Contains("Id 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Phrases_without_ids_or_with_negative_ones_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ForcedPhrase());
        Assert.Throws<ArgumentException>(() => new ForcedPhrase(3, -1));
        Assert.Throws<ArgumentException>(() => ForcedPhrase.AnyOf());
        Assert.Throws<ArgumentException>(() => ForcedPhrase.AnyOf([3], []));
    }

    [Theory]
    [InlineData(new[] { 3 }, new[] { 3, 4 })]
    [InlineData(new[] { 3, 4 }, new[] { 3 })]
    [InlineData(new[] { 3 }, new[] { 3 })]
    public void A_phrase_that_begins_another_is_refused(int[] one, int[] other)
    {
        var error = Assert.Throws<ArgumentException>(() => ForcedPhrase.AnyOf(one, other));

        Assert.Contains("leave", error.Message, StringComparison.Ordinal);
    }
}
