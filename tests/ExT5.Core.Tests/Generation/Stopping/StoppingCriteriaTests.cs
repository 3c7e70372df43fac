namespace ExT5.Core.Tests;

public sealed class StoppingCriteriaTests
{
    private const int Eos = 1;

    [Fact]
    public void An_output_ends_in_the_sequence_it_was_to_stop_at()
    {
        var sequence = Greedy(new StopSequences([9], [6, 7]), 5, 6, 7, 8, Eos);

        Assert.Equal([5, 6, 7], sequence.Ids);
        Assert.Equal(FinishReason.StopSequence, sequence.FinishReason);
    }

    [Fact]
    public void A_string_ends_an_output_across_tokens()
    {
        var sequence = Greedy(new StopStrings("bc"), 'a', 'b', 'c', 'd', Eos);

        Assert.Equal(['a', 'b', 'c'], sequence.Ids);
        Assert.Equal(FinishReason.StopString, sequence.FinishReason);
    }

    [Fact]
    public void The_time_ends_an_output_after_the_token_in_the_making()
    {
        var elapsed = TimeSpan.Zero;
        var request = Request(new MaxTime(TimeSpan.FromSeconds(2))) with
        {
            Elapsed = () => elapsed += TimeSpan.FromSeconds(0.9),
        };

        var sequence = new GreedySearch().Run(ScriptedLogits.Following(128, [5, 6, 7, 8, 9, Eos]), request).Single();

        Assert.Equal([5, 6, 7], sequence.Ids);
        Assert.Equal(FinishReason.Time, sequence.FinishReason);
    }

    [Fact]
    public void A_criterion_of_ones_own_sees_ids_and_input()
    {
        var logits = ScriptedLogits.Following(128, [5, 6, 7, 8, Eos], [9, 8, 7, 6, Eos]);

        var sequences = new GreedySearch().Run(logits, Request(new TwoIdsOfSecondInput()) with { Rows = 2 });

        Assert.Equal([[5, 6, 7, 8], [9, 8]], sequences.Select(sequence => sequence.Ids));
        Assert.Equal([FinishReason.Stop, FinishReason.Custom], sequences.Select(sequence => sequence.FinishReason));
    }

    [Fact]
    public void A_criterion_of_ones_own_may_call_any_id_the_end_which_stays()
    {
        var sequence = Greedy(new AfterTokens(2, FinishReason.Stop), 5, 6, 7, Eos);

        Assert.Equal([5, 6], sequence.Ids);
        Assert.Equal(FinishReason.Stop, sequence.FinishReason);
    }

    [Fact]
    public void The_end_of_sequence_comes_before_any_criterion() =>
        Assert.Equal(FinishReason.Stop, Greedy(new StopSequences([Eos]), 5, Eos).FinishReason);

    [Fact]
    public void Each_of_several_ids_ends_an_output()
    {
        var logits = ScriptedLogits.Following(16, [5, 6, 7, Eos], [8, 9, Eos], [4, Eos]);

        var sequences = new GreedySearch().Run(logits, new(Rows: 3, StartId: 0, Eos) { EosIds = [Eos, 7, 9] });

        Assert.Equal([[5, 6], [8], [4]], sequences.Select(sequence => sequence.Ids));
        Assert.All(sequences, sequence => Assert.Equal(FinishReason.Stop, sequence.FinishReason));
    }

    [Fact]
    public void Beams_close_at_a_criterion_as_at_an_end()
    {
        var logits = ScriptedLogits.Following(16, [5, 6, 7, 8, Eos]);
        var request = Request(new StopSequences([7])) with { MaxNewTokens = 8 };

        var best = new BeamSearch(Width: 3).Run(logits, request).Single();

        Assert.Equal([5, 6, 7], best.Ids);
        Assert.Equal(FinishReason.StopSequence, best.FinishReason);
    }

    [Fact]
    public void Beams_that_all_close_at_once_are_done()
    {
        var logits = ScriptedLogits.Random(inputs: 2, vocabulary: 6, seed: 4);
        var request = new DecodingRequest(Rows: 2, StartId: 0, Eos, MaxNewTokens: 20)
        {
            StoppingCriteria = [new AfterTokens(4)],
        };

        var best = new BeamSearch(Width: 3, ReturnSequences: 3).Run(logits, request);

        Assert.All(best.SelectMany(row => row.Alternatives.Prepend(row)), output =>
            Assert.True(output.Ids.Count <= 4 && double.IsFinite(output.Score) && output.Score > -100));
        Assert.Equal(4, logits.RowsPerStep.Count);
    }

    [Fact]
    public void Criteria_without_content_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new StopStrings());
        Assert.Throws<ArgumentException>(() => new StopStrings("a", ""));
        Assert.Throws<ArgumentException>(() => new StopSequences());
        Assert.Throws<ArgumentException>(() => new StopSequences([1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxTime(TimeSpan.Zero));
    }

    private static GeneratedSequence Greedy(IStoppingCriterion criterion, params int[] line) =>
        new GreedySearch().Run(ScriptedLogits.Following(128, line), Request(criterion)).Single();

    private static DecodingRequest Request(IStoppingCriterion criterion) => new(Rows: 1, StartId: 0, Eos)
    {
        StoppingCriteria = [criterion],
        DecodeText = ids => string.Concat(ids.Select(id => (char)id)),
    };

    private sealed class TwoIdsOfSecondInput : IStoppingCriterion
    {
        public FinishReason? Check(in GeneratedSoFar soFar) =>
            soFar.Input.Place == 1 && soFar.Ids.Length == 2 ? FinishReason.Custom : null;
    }

    private sealed class AfterTokens(int count, FinishReason reason = FinishReason.Custom) : IStoppingCriterion
    {
        public FinishReason? Check(in GeneratedSoFar soFar) => soFar.Ids.Length >= count ? reason : null;
    }
}
