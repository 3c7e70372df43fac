using CsCheck;

namespace ExT5.Core.Tests;

public sealed class BeamSearchTests
{
    private const int Eos = 1;

    // Sums of at most five float32 log-probabilities of about 2 each.
    private const double ScoreTolerance = 1e-5;

    [Fact]
    public void A_beam_wider_than_all_hypotheses_finds_what_trying_everything_finds() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Double[0, 2]).Sample((seed, lengthPenalty) =>
        {
            var search = new BeamSearch(Width: 64, lengthPenalty, EarlyStopping.Never);
            var request = new DecodingRequest(Rows: 2, StartId: 0, Eos, MaxNewTokens: 4);

            var found = search.Run(ScriptedLogits.Random(inputs: 2, vocabulary: 4, seed), request);

            for (var input = 0; input < 2; input++)
            {
                var (ids, score) = Exhaustive.Best(input, seed, vocabulary: 4, maxNewTokens: 4, Eos, lengthPenalty);
                Assert.Equal(ids, found[input].Ids);
                Assert.Equal(score, found[input].Score, ScoreTolerance);
            }
        }, iter: 40);

    [Fact]
    public void A_beam_of_one_is_a_greedy_search() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 3, StartId: 0, Eos, MaxNewTokens: 12);

        var beam = new BeamSearch(Width: 1).Run(ScriptedLogits.Random(3, 5, seed), request);

        var greedy = new GreedySearch().Run(ScriptedLogits.Random(3, 5, seed), request);
        Assert.Equal(greedy.Select(row => row.Ids), beam.Select(row => row.Ids));
        Assert.Equal(greedy.Select(row => row.FinishReason), beam.Select(row => row.FinishReason));
        Assert.All(greedy.Zip(beam), pair => Assert.Equal(pair.First.Score, pair.Second.Score, ScoreTolerance));
    }, iter: 60);

    [Fact]
    public void The_batch_changes_no_result() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 5, StartId: 0, Eos, MaxNewTokens: 12);
        var search = new BeamSearch(Width: 3, LengthPenalty: 0.6);

        var together = search.Run(ScriptedLogits.Random(5, 5, seed), request);

        for (var input = 0; input < 5; input++)
        {
            var logits = ScriptedLogits.Random(5, 5, seed);
            logits.Rearrange([input]);
            Assert.Equal(search.Run(logits, request with { Rows = 1 }).Single().Ids, together[input].Ids);
        }
    }, iter: 20);

    [Fact]
    public void The_first_step_has_one_row_an_input_and_done_inputs_leave_the_batch()
    {
        var logits = ScriptedLogits.Following(vocabulary: 8, [Eos], [5, 6, 7, Eos]);

        _ = new BeamSearch(Width: 2, EarlyStopping: EarlyStopping.AtWidth)
            .Run(logits, new(Rows: 2, StartId: 0, Eos, MaxNewTokens: 9));

        Assert.Equal(2, logits.RowsPerStep[0]);
        Assert.Equal(4, logits.RowsPerStep[1]);
        Assert.Equal(2, logits.RowsPerStep[^1]);
    }

    [Fact]
    public void Alternatives_are_the_next_best_hypotheses_best_first()
    {
        var logits = ScriptedLogits.Random(inputs: 1, vocabulary: 6, seed: 11);

        var best = new BeamSearch(Width: 5, ReturnSequences: 5)
            .Run(logits, new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 8)).Single();

        GeneratedSequence[] all = [best, .. best.Alternatives];
        Assert.Equal(5, all.Select(sequence => string.Join(' ', sequence.Ids)).Distinct().Count());
        Assert.Equal(all.OrderByDescending(sequence => sequence.Score), all);
    }

    [Fact]
    public void More_sequences_than_beams_are_refused()
    {
        var search = new BeamSearch(Width: 2, ReturnSequences: 3);

        var error = Assert.Throws<InvalidOperationException>(
            () => search.Run(ScriptedLogits.Random(1, 4, seed: 1), new(Rows: 1, StartId: 0, Eos)));

        Assert.Contains("no more than 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1.0, 1)]
    [InlineData(4, double.NaN, 1)]
    [InlineData(4, double.PositiveInfinity, 1)]
    [InlineData(4, 1.0, 0)]
    public void Numbers_outside_of_their_range_are_refused(int width, double lengthPenalty, int sequences)
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new BeamSearch(width, lengthPenalty, ReturnSequences: sequences));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new BeamSearch() with { Width = width, LengthPenalty = lengthPenalty, ReturnSequences = sequences });
    }

    [Fact]
    public void Scores_that_are_not_numbers_are_an_error_that_names_the_step()
    {
        var logits = new ScriptedLogits(1, (_, ids) => ids.Length < 2 ? [0, 0, 1] : [0, float.NaN, 1]);

        var error = Assert.Throws<GenerationException>(
            () => new BeamSearch(Width: 2).Run(logits, new(Rows: 1, StartId: 0, Eos)));

        Assert.Contains("token 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_probabilities_of_the_tokens_are_what_the_score_is_made_of() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var best = new BeamSearch(Width: 3, LengthPenalty: 1, ReturnSequences: 3)
            .Run(ScriptedLogits.Random(inputs: 2, vocabulary: 7, seed), new(Rows: 2, StartId: 0, Eos, MaxNewTokens: 6));

        Assert.All(best.SelectMany(row => row.Alternatives.Prepend(row)), output =>
        {
            Assert.Equal(output.Ids.Count + (output.FinishReason == FinishReason.Stop ? 1 : 0), output.TokenLogProbabilities.Count);
            Assert.Equal(output.Score, output.TokenLogProbabilities.Average(), ScoreTolerance);
        });
    }, iter: 20);

    [Fact]
    public void Log_probabilities_of_the_tokens_are_the_models()
    {
        var logits = ScriptedLogits.Random(inputs: 1, vocabulary: 7, seed: 8);
        var best = new BeamSearch(Width: 3).Run(logits, new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 6)).Single();

        var again = ScriptedLogits.Random(inputs: 1, vocabulary: 7, seed: 8);
        int[] ids = [0, .. best.Ids, Eos];
        var expected = best.TokenLogProbabilities.Select((_, step) =>
        {
            using var scores = again.Advance([ids[step]]).log_softmax(1);
            return scores.data<float>()[ids[step + 1]];
        }).ToArray();
        Assert.All(expected.Zip(best.TokenLogProbabilities), pair => Assert.Equal(pair.First, pair.Second, ScoreTolerance));
    }
}
