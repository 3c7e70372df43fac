namespace ExT5.Core.Tests;

public sealed class BeamHypothesesTests
{
    [Fact]
    public void The_score_is_the_sum_over_the_length_to_the_power_of_the_penalty()
    {
        var hypotheses = new BeamHypotheses(new BeamSearch(Width: 2, LengthPenalty: 2), maxNewTokens: 9);

        hypotheses.Add([5, 6], -18f, length: 3, FinishReason.Stop);

        Assert.Equal(-2, hypotheses.Best().Score);
    }

    [Fact]
    public void Only_the_best_are_kept()
    {
        var hypotheses = new BeamHypotheses(new BeamSearch(Width: 2, LengthPenalty: 0, ReturnSequences: 2), 9);

        hypotheses.Add([1], -3f, 1, FinishReason.Stop);
        hypotheses.Add([2], -2f, 1, FinishReason.Stop);
        hypotheses.Add([3], -4f, 1, FinishReason.Stop);
        hypotheses.Add([4], -1f, 1, FinishReason.Stop);

        Assert.Equal([4], hypotheses.Best().Ids);
        Assert.Equal([2], hypotheses.Best().Alternatives.Single().Ids);
    }

    [Theory]
    [InlineData(EarlyStopping.AtWidth, -8f, true)]
    [InlineData(EarlyStopping.Heuristic, -8f, true)] // -8 / 4 = -2 cannot beat -2
    [InlineData(EarlyStopping.Heuristic, -7.9f, false)]
    [InlineData(EarlyStopping.Never, -8f, false)] // -8 / 10 could still beat -2 at length 10
    [InlineData(EarlyStopping.Never, -20f, true)]
    public void An_input_is_done_by_the_rule_that_was_asked_for(EarlyStopping rule, float bestOpen, bool done)
    {
        var hypotheses = new BeamHypotheses(new BeamSearch(Width: 1, LengthPenalty: 1, rule), maxNewTokens: 10);

        hypotheses.Add([5, 6], -6f, length: 3, FinishReason.Stop);

        Assert.Equal(done, hypotheses.IsDone(bestOpen, length: 4));
    }

    [Fact]
    public void An_input_with_fewer_hypotheses_than_beams_is_not_done()
    {
        var hypotheses = new BeamHypotheses(new BeamSearch(Width: 2, EarlyStopping: EarlyStopping.AtWidth), 10);

        hypotheses.Add([5], -1f, length: 2, FinishReason.Stop);

        Assert.False(hypotheses.IsDone(-100f, length: 3));
    }
}
