using CsCheck;

namespace ExT5.Core.Tests;

public sealed class BeamSearchEdgesTests
{
    private const int Eos = 1;

    [Fact]
    public void Outputs_differ_and_come_best_first() => Gen.Select(Gen.Int[1, 6], Gen.Int[3, 9], Gen.Int[0, 100_000]).Sample((width, vocabulary, seed) =>
    {
        var search = new BeamSearch(width, LengthPenalty: 0.7, ReturnSequences: width);

        var best = search.Run(ScriptedLogits.Random(1, vocabulary, seed), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 5)).Single();

        GeneratedSequence[] all = [best, .. best.Alternatives];
        Assert.InRange(all.Length, 1, width);
        Assert.Equal(all.Length, all.Select(output => string.Join(' ', output.Ids)).Distinct().Count());
        Assert.Equal(all.OrderByDescending(output => output.Score), all);
    }, iter: 80);

    [Fact]
    public void No_more_outputs_are_returned_than_there_can_be()
    {
        var search = new BeamSearch(Width: 5, ReturnSequences: 5);

        var best = search.Run(ScriptedLogits.Random(1, 3, seed: 8), new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 1)).Single();

        Assert.Equal(["", "0", "2"], best.Alternatives.Prepend(best).Select(output => string.Join(' ', output.Ids)).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_output_may_end_before_its_first_token(int width)
    {
        var logits = ScriptedLogits.Following(vocabulary: 6, [Eos]);

        var output = new BeamSearch(width).Run(logits, new(Rows: 1, StartId: 0, Eos, MaxNewTokens: 9)).Single();

        Assert.Empty(output.Ids);
        Assert.Equal(FinishReason.Stop, output.FinishReason);
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
            () => new BeamSearch(Width: 2).Decode(logits, new(Rows: 1, StartId: 0, Eos), cancelling.Token));

        Assert.Equal(3, logits.RowsPerStep.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Processors_that_leave_no_output_are_an_error(int width)
    {
        var search = new BeamSearch(width) { Processors = [new BannedSequences([0], [1], [2], [3])] };

        var error = Assert.Throws<GenerationException>(
            () => search.Run(ScriptedLogits.Random(2, 4, seed: 1), new(Rows: 2, StartId: 0, Eos)));

        Assert.Contains("Ban fewer tokens", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Beams_that_can_only_end_do_not_keep_the_others_from_going_on()
    {
        var search = new BeamSearch(Width: 3) { Processors = [new PrefixConstraint((_, ids) => ids.Length == 0 ? [2, 3, Eos] : [Eos])] };

        var best = search.Run(ScriptedLogits.Following(vocabulary: 6, [3, Eos]), new(Rows: 1, StartId: 0, Eos)).Single();

        Assert.Equal([3], best.Ids);
    }
}
