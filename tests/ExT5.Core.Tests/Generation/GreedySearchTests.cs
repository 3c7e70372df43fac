namespace ExT5.Core.Tests;

public sealed class GreedySearchTests
{
    private const int Eos = 1;

    // Scores are sums of float32 logarithms of a handful of tokens.
    private const double ScoreTolerance = 1e-5;

    [Fact]
    public void Every_row_takes_its_best_token_until_the_end_of_sequence()
    {
        var logits = ScriptedLogits.Following(vocabulary: 8, [5, 6, 7, Eos], [3, Eos], [4, 4, Eos]);

        var sequences = new GreedySearch().Run(logits, new(Rows: 3, StartId: 0, Eos));

        Assert.Equal([[5, 6, 7], [3], [4, 4]], sequences.Select(sequence => sequence.Ids));
        Assert.All(sequences, sequence => Assert.Equal(FinishReason.Stop, sequence.FinishReason));
    }

    [Fact]
    public void A_row_that_reaches_the_limit_says_that_it_was_cut()
    {
        var logits = ScriptedLogits.Following(vocabulary: 8, [5, 6, 7, Eos]);

        var sequence = new GreedySearch().Run(logits, new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 3)).Single();

        Assert.Equal([5, 6, 7], sequence.Ids);
        Assert.Equal(FinishReason.Length, sequence.FinishReason);
    }

    [Fact]
    public void An_end_of_sequence_at_the_limit_is_a_stop()
    {
        var logits = ScriptedLogits.Following(vocabulary: 8, [5, 6, Eos]);

        var sequence = new GreedySearch().Run(logits, new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 3)).Single();

        Assert.Equal([5, 6], sequence.Ids);
        Assert.Equal(FinishReason.Stop, sequence.FinishReason);
    }

    [Fact]
    public void The_score_is_the_mean_log_probability_of_the_tokens()
    {
        var logits = ScriptedLogits.Following(vocabulary: 8, [5, Eos]);

        var sequence = new GreedySearch().Run(logits, new(Rows: 1, StartId: 0, Eos)).Single();

        var perToken = 10 - Math.Log(Math.Exp(10) + 7);
        Assert.Equal(perToken, sequence.Score, ScoreTolerance);
    }

    [Fact]
    public void Finished_rows_leave_the_batch()
    {
        var logits = ScriptedLogits.Following(vocabulary: 8, [5, 6, 7, Eos], [3, Eos], [4, Eos], [4, 4, Eos]);

        _ = new GreedySearch().Run(logits, new(Rows: 4, StartId: 0, Eos));

        Assert.Equal([4, 4, 2, 1], logits.RowsPerStep);
    }

    [Fact]
    public void The_batch_changes_no_result()
    {
        const int inputs = 13;
        var request = new DecodingRequest(inputs, StartId: 0, Eos, MaxNewTokens: 24);

        var together = new GreedySearch().Run(ScriptedLogits.Random(inputs, 6, seed: 3), request);

        var alone = Enumerable.Range(0, inputs).Select(input => Alone(input, request with { Rows = 1 }));
        Assert.Equal(alone.Select(sequence => sequence.Ids), together.Select(sequence => sequence.Ids));
    }

    [Fact]
    public void No_end_of_sequence_comes_before_the_least_length()
    {
        var logits = ScriptedLogits.Random(inputs: 16, vocabulary: 4, seed: 5);

        var sequences = new GreedySearch().Run(logits, new(Rows: 16, StartId: 0, Eos, MaxNewTokens: 30, MinNewTokens: 7));

        Assert.All(sequences, sequence => Assert.InRange(sequence.Ids.Count, 7, 30));
        Assert.Contains(sequences, sequence => sequence.FinishReason == FinishReason.Stop);
    }

    [Fact]
    public void Cancellation_is_honoured_between_steps()
    {
        using var source = new CancellationTokenSource();
        var logits = new ScriptedLogits(1, (_, ids) =>
        {
            if (ids.Length == 3)
                source.Cancel();
            return [0, 0, 1];
        });

        Assert.Throws<OperationCanceledException>(
            () => new GreedySearch().Decode(logits, new(Rows: 1, StartId: 0, Eos), source.Token));

        Assert.Equal(3, logits.RowsPerStep.Count);
    }

    [Fact]
    public void Scores_that_are_not_numbers_are_an_error_that_names_the_step()
    {
        var logits = new ScriptedLogits(1, (_, ids) => ids.Length < 2 ? [0, 0, 1] : [0, float.NaN, 1]);

        var error = Assert.Throws<GenerationException>(
            () => new GreedySearch().Run(logits, new(Rows: 1, StartId: 0, Eos)));

        Assert.Contains("token 2", error.Message, StringComparison.Ordinal);
    }

    private static GeneratedSequence Alone(int input, DecodingRequest request)
    {
        var all = ScriptedLogits.Random(input + 1, 6, seed: 3);
        all.Rearrange([input]);
        return new GreedySearch().Run(all, request).Single();
    }
}
