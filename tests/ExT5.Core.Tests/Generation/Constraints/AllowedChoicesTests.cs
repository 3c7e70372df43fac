using CsCheck;

namespace ExT5.Core.Tests;

public sealed class AllowedChoicesTests
{
    private const int Eos = 1;

    private static readonly int[][] Choices = [[2, 3], [2, 3, 4], [2, 5, 5, 5], [6], [7, 2, 7]];

    private static readonly DecodingStrategy[] Strategies =
    [
        new GreedySearch(), new BeamSearch(Width: 3), new BeamSearch(Width: 8, ReturnSequences: 8),
        new BeamSearch(Width: 4, EarlyStopping: EarlyStopping.AtWidth, ReturnSequences: 4), new ContrastiveSearch(0.8, TopK: 5),
        new GroupBeamSearch(Width: 6, Groups: 3, ReturnSequences: 6), new Sampling(Seed: 5),
    ];

    [Fact]
    public void Every_output_of_every_strategy_is_a_choice() => Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 6]).Sample((seed, kind) =>
    {
        var trie = new ChoicesTrie(Choices);
        var limited = Strategies[kind] with { Processors = [new AllowedChoices(trie)] };

        var outputs = limited.Run(ScriptedStates.Random(3, 8, seed), new(Rows: 3, StartId: 0, Eos, trie.MaxNewTokens));

        Assert.All(outputs.SelectMany(output => output.Alternatives.Prepend(output)), output =>
        {
            Assert.InRange(trie.IndexOf(output.Ids), 0, trie.Count - 1);
            Assert.Equal(FinishReason.Stop, output.FinishReason);
        });
    }, iter: 150);

    [Fact]
    public void A_beam_as_wide_as_the_choices_ranks_them_by_their_probability() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var search = new BeamSearch(Width: 5, LengthPenalty: 0, EarlyStopping.Never, ReturnSequences: 5)
        { Processors = [new AllowedChoices(new ChoicesTrie(Choices))] };

        var best = search.Run(ScriptedLogits.Random(1, 8, seed), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 6)).Single();

        var expected = Choices.OrderByDescending(choice => Exhaustive.Score(0, seed, vocabulary: 8, [.. choice, Eos]));
        Assert.Equal(expected, best.Alternatives.Prepend(best).Select(output => output.Ids.ToArray()));
    }, iter: 40);

    [Fact]
    public void No_more_outputs_are_returned_than_there_are_choices()
    {
        var search = new BeamSearch(Width: 8, ReturnSequences: 8) { Processors = [new AllowedChoices(new ChoicesTrie(Choices))] };

        var best = search.Run(ScriptedLogits.Random(1, 8, seed: 2), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 6)).Single();

        Assert.Equal(Choices.Length, best.Alternatives.Count + 1);
    }

    [Fact]
    public void A_choice_longer_than_the_limit_is_seen_to_be_cut()
    {
        var trie = new ChoicesTrie([[2, 3, 4]]);
        var search = new GreedySearch { Processors = [new AllowedChoices(trie)] };

        var output = search.Run(ScriptedLogits.Random(1, 8, seed: 2), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 2)).Single();

        Assert.Equal((FinishReason.Length, -1, 4), (output.FinishReason, trie.IndexOf(output.Ids), trie.MaxNewTokens));
    }

    [Fact]
    public void Each_input_may_have_choices_of_its_own()
    {
        var choices = new AllowedChoices(new ChoicesTrie([[2], [3]]), new ChoicesTrie([[4, 4]]));

        var outputs = new BeamSearch { Processors = [choices] }
            .Run(ScriptedLogits.Random(2, 8, seed: 2), new(Rows: 2, StartId: 0, Eos, MaxNewTokens: 9));

        Assert.Contains(outputs[0].Ids.Single(), new[] { 2, 3 });
        Assert.Equal([4, 4], outputs[1].Ids);
    }

    [Fact]
    public void An_input_without_choices_is_an_error_that_names_it()
    {
        var search = new GreedySearch { Processors = [new AllowedChoices(new ChoicesTrie([[2]]), new ChoicesTrie([[3]]))] };

        var error = Assert.Throws<GenerationException>(
            () => search.Run(ScriptedLogits.Random(3, 8, seed: 2), new(Rows: 3, StartId: 0, Eos)));

        Assert.Contains("Input 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_that_the_model_does_not_know_is_an_error_that_names_the_id()
    {
        var search = new GreedySearch { Processors = [new AllowedChoices(new ChoicesTrie([[2, 30]]))] };

        var error = Assert.Throws<GenerationException>(
            () => search.Run(ScriptedLogits.Random(1, 8, seed: 2), new(Rows: 1, StartId: 0, Eos)));

        Assert.Contains("Id 30 is wanted as token 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_trie_at_all_is_refused() => Assert.Throws<ArgumentException>(() => new AllowedChoices());
}
