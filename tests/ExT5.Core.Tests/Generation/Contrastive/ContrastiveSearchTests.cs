using CsCheck;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class ContrastiveSearchTests
{
    private const int Eos = 1;

    [Fact]
    public void A_weight_of_zero_is_a_greedy_search() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 3, StartId: 0, Eos, MaxNewTokens: 10);

        var contrastive = new ContrastiveSearch(PenaltyAlpha: 0, TopK: 3).Run(ScriptedStates.Random(3, 6, seed), request);

        var greedy = new GreedySearch().Run(ScriptedLogits.Random(3, 6, seed), request);
        Assert.Equal(greedy.Select(row => row.Ids), contrastive.Select(row => row.Ids));
        Assert.Equal(greedy.Select(row => row.FinishReason), contrastive.Select(row => row.FinishReason));
        Assert.Equal(greedy.Select(row => row.Score), contrastive.Select(row => row.Score));
    }, iter: 40);

    [Fact]
    public void Each_token_is_the_one_whose_probability_outweighs_its_likeness() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 1, StartId: 0, Eos, MaxNewTokens: 9);

        var output = new ContrastiveSearch(0.7, TopK: 4).Run(ScriptedStates.Random(1, 8, seed), request).Single();

        Assert.Equal(PlainContrastiveSearch.Decode(seed, vocabulary: 8, alpha: 0.7, topK: 4, maxNewTokens: 9, Eos), output.Ids);
    }, iter: 40);

    [Fact]
    public void The_batch_changes_no_result() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 5, StartId: 0, Eos, MaxNewTokens: 12);
        var search = new ContrastiveSearch(0.5, TopK: 3);

        var together = search.Run(ScriptedStates.Random(5, 5, seed), request);

        for (var input = 0; input < 5; input++)
        {
            var decoder = ScriptedStates.Random(5, 5, seed);
            decoder.Rearrange([input]);
            Assert.Equal(search.Run(decoder, request with { Rows = 1 }).Single().Ids, together[input].Ids);
        }
    }, iter: 20);

    [Fact]
    public void A_banned_token_is_never_taken_even_where_candidates_are_few() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var search = new ContrastiveSearch(0.9, TopK: 50) { Processors = [new BannedSequences([2], [3], [4])] };

        var output = search.Run(ScriptedStates.Random(1, 6, seed), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 9)).Single();

        Assert.DoesNotContain(output.Ids, id => id is 2 or 3 or 4);
    }, iter: 40);

    [Fact]
    public void A_step_decodes_the_candidates_of_the_running_inputs_alone()
    {
        var decoder = new ScriptedStates(ScriptedLogits.Following(vocabulary: 8, [Eos], [5, 6, 7, Eos]));

        _ = new ContrastiveSearch(0.1, TopK: 3).Run(decoder, new(Rows: 2, StartId: 0, Eos, MaxNewTokens: 9));

        Assert.Equal([2, 6, 3, 3, 3], decoder.RowsPerStep);
    }

    [Fact]
    public void Leaving_no_token_is_an_error()
    {
        var search = new ContrastiveSearch { Processors = [new BannedSequences([0], [1], [2])] };

        Assert.Throws<GenerationException>(
            () => search.Run(ScriptedStates.Random(1, 3, seed: 1), new(Rows: 1, StartId: 0, Eos)));
    }

    [Fact]
    public void A_decoder_without_hidden_states_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => new ContrastiveSearch().Run(ScriptedLogits.Random(1, 4, seed: 1), new(Rows: 1, StartId: 0, Eos)));

        Assert.Contains(nameof(INextTokenStates), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1, 4)]
    [InlineData(1.1, 4)]
    [InlineData(double.NaN, 4)]
    [InlineData(0.6, 0)]
    public void Numbers_outside_of_their_range_are_refused(double alpha, int topK) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContrastiveSearch(alpha, topK));
}
