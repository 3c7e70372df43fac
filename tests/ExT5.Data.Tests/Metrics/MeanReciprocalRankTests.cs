namespace ExT5.Data.Tests;

public class MeanReciprocalRankTests
{
    private static Prediction Candidate(string query, string score, bool isRelevant) =>
        new(score, [isRelevant ? "true" : "false"]) { Group = query };

    [Fact]
    public void Each_query_counts_its_first_relevant_candidate()
    {
        var scores = Scores.Of(new MeanReciprocalRank(),
        [
            Candidate("a", "0.9", true), Candidate("b", "0.9", false), Candidate("a", "0.1", true), Candidate("b", "0.8", true),
            Candidate("c", "0.5", false),
        ]);

        Assert.Equal(100 * (1 + 0.5 + 0) / 3, scores["mrr@10"], MoreCases.RoundingOfSums);
    }

    [Fact]
    public void A_tie_ranks_the_relevant_candidate_last() => Assert.Equal(
        50, Scores.Of(new MeanReciprocalRank(), [Candidate("a", "1", true), Candidate("a", "1", false)])["mrr@10"]);

    [Theory]
    [InlineData(9, 10)]
    [InlineData(10, 0)]
    public void Ranks_behind_the_cutoff_count_nothing(int better, double expected)
    {
        var candidates = Enumerable.Repeat(Candidate("a", "0.7", false), better).Append(Candidate("a", "0.5", true));

        Assert.Equal(expected, Scores.Of(new MeanReciprocalRank(), candidates)["mrr@10"], MoreCases.RoundingOfSums);
    }
}
