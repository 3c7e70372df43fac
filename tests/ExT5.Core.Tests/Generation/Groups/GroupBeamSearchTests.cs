using CsCheck;

namespace ExT5.Core.Tests;

public sealed class GroupBeamSearchTests
{
    private const int Eos = 1;

    // Sums of at most twelve float32 log-probabilities of about 2 each.
    private const double ScoreTolerance = 1e-5;

    [Fact]
    public void One_group_is_a_beam_search() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 3, StartId: 0, Eos, MaxNewTokens: 10);

        var grouped = new GroupBeamSearch(Width: 3, Groups: 1, ReturnSequences: 3).Run(ScriptedLogits.Random(3, 7, seed), request);

        var beam = new BeamSearch(Width: 3, ReturnSequences: 3).Run(ScriptedLogits.Random(3, 7, seed), request);
        Assert.Equal(All(beam), All(grouped));
    }, iter: 30);

    [Fact]
    public void Groups_without_a_penalty_all_find_what_a_beam_search_of_their_width_finds() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 2, StartId: 0, Eos, MaxNewTokens: 10);
        var search = new GroupBeamSearch(Width: 6, Groups: 3, DiversityPenalty: 0, ReturnSequences: 6);

        var grouped = search.Run(ScriptedLogits.Random(2, 7, seed), request);

        var beam = new BeamSearch(Width: 2, ReturnSequences: 2).Run(ScriptedLogits.Random(2, 7, seed), request);
        Assert.Equal(All(beam).SelectMany(output => Enumerable.Repeat(output, 3)), All(grouped));
    }, iter: 30);

    [Fact]
    public void A_great_penalty_makes_every_group_begin_with_another_token() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var search = new GroupBeamSearch(Width: 4, Groups: 4, DiversityPenalty: 1000, ReturnSequences: 4);

        var best = search.Run(ScriptedLogits.Random(1, 9, seed), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 1, MinNewTokens: 1)).Single();

        Assert.Equal(4, All([best]).Select(output => output.Ids).Distinct().Count());
    }, iter: 30);

    [Fact]
    public void The_batch_changes_no_result() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var request = new DecodingRequest(Rows: 5, StartId: 0, Eos, MaxNewTokens: 12);
        var search = new GroupBeamSearch(Width: 4, Groups: 2, DiversityPenalty: 0.8, ReturnSequences: 4);

        var together = All(search.Run(ScriptedLogits.Random(5, 5, seed), request));

        var alone = Enumerable.Range(0, 5).SelectMany(input =>
        {
            var logits = ScriptedLogits.Random(5, 5, seed);
            logits.Rearrange([input]);
            return All(search.Run(logits, request with { Rows = 1 }));
        });
        Assert.Equal(alone, together);
    }, iter: 20);

    [Fact]
    public void Outputs_come_best_first() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var search = new GroupBeamSearch(Width: 6, Groups: 2, ReturnSequences: 5);

        var best = search.Run(ScriptedLogits.Random(1, 6, seed), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 8)).Single();

        double[] scores = [best.Score, .. best.Alternatives.Select(sequence => sequence.Score)];
        Assert.Equal(5, scores.Length);
        Assert.Equal(scores.OrderDescending(), scores);
    }, iter: 30);

    [Fact]
    public void The_first_step_has_one_row_an_input_and_done_groups_leave_the_batch()
    {
        var logits = ScriptedLogits.Following(vocabulary: 8, [Eos], [5, 6, 7, Eos]);

        _ = new GroupBeamSearch(Width: 2, Groups: 2, DiversityPenalty: 0, EarlyStopping: EarlyStopping.AtWidth)
            .Run(logits, new(Rows: 2, StartId: 0, Eos, MaxNewTokens: 9));

        Assert.Equal([2, 2, 2, 2], logits.RowsPerStep);
    }

    [Fact]
    public void A_group_that_is_done_counts_as_taking_the_decoders_start()
    {
        var logits = new ScriptedLogits(1, (_, ids) => (ids.Length, ids[^1]) switch
        {
            (1, _) => [0, -50, 0, 9, 8], // the first group takes 3, the second, kept from that, 4
            (2, 3) => [0, 9, 5, 0, 0], // the first ends
            (2, _) => [0, -50, 0, 0, 9],
            _ => [2, -50, 1, 0, 0], // the second would take 0, were it not the first's padding
        });
        var search = new GroupBeamSearch(Width: 2, Groups: 2, DiversityPenalty: 3, EarlyStopping: EarlyStopping.AtWidth, ReturnSequences: 2);

        var best = search.Run(logits, new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 3)).Single();

        Assert.Equal(["3", "4 4 2"], All([best]).Select(output => output.Ids).Order());
    }

    [Fact]
    public void A_search_is_cancelled_between_steps()
    {
        using var cancelling = new CancellationTokenSource();
        var logits = new ScriptedLogits(1, (_, ids) =>
        {
            if (ids.Length == 3)
                cancelling.Cancel();
            return [0, 0, 1, 2];
        });

        Assert.Throws<OperationCanceledException>(
            () => new GroupBeamSearch().Decode(logits, new(Rows: 1, StartId: 0, Eos), cancelling.Token));

        Assert.Equal(3, logits.RowsPerStep.Count);
    }

    [Theory]
    [InlineData(5, 2, 1, "multiple of 2")]
    [InlineData(4, 2, 5, "no more than 4")]
    public void Numbers_that_do_not_fit_together_are_refused(int width, int groups, int sequences, string expected)
    {
        var search = new GroupBeamSearch(width, groups, ReturnSequences: sequences);

        var error = Assert.Throws<InvalidOperationException>(
            () => search.Run(ScriptedLogits.Random(1, 4, seed: 1), new(Rows: 1, StartId: 0, Eos)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 0.5, 1.0, 1)]
    [InlineData(4, 0, 0.5, 1.0, 1)]
    [InlineData(4, 2, -0.1, 1.0, 1)]
    [InlineData(4, 2, double.NaN, 1.0, 1)]
    [InlineData(4, 2, double.PositiveInfinity, 1.0, 1)]
    [InlineData(4, 2, 0.5, double.NaN, 1)]
    [InlineData(4, 2, 0.5, 1.0, 0)]
    public void Numbers_outside_of_their_range_are_refused(
        int width, int groups, double penalty, double lengthPenalty, int sequences) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new GroupBeamSearch(width, groups, penalty, lengthPenalty, ReturnSequences: sequences));

    private static IEnumerable<(string Ids, double Score)> All(IReadOnlyList<GeneratedSequence> outputs) => outputs
        .SelectMany(output => output.Alternatives.Prepend(output))
        .Select(output => (string.Join(' ', output.Ids), Math.Round(output.Score / ScoreTolerance)));
}
