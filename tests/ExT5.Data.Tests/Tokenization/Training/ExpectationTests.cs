using System.Text;

namespace ExT5.Data.Tests;

public class ExpectationTests
{
    private const double FixedPoint = 1e-5; // Counts are rounded to 2^-20 of one.

    /// <summary>"ab" is a|b with 0.3 * 0.2 or ab with 0.5: expected counts are 6/56 and 50/56 of each occurrence.</summary>
    [Fact]
    public void Expected_counts_are_those_of_the_closed_form()
    {
        var lattice = new UnigramLattice([Piece("a", 0.3), Piece("ab", 0.5), Piece("b", 0.2)]);

        var expectation = Expectation.Of(lattice, Corpus(("ab", 7)), 1, TestContext.Current.CancellationToken);

        Assert.Equal(7 * 6 / 56.0, expectation.Counts[0], FixedPoint);
        Assert.Equal(7 * 50 / 56.0, expectation.Counts[1], FixedPoint);
        Assert.Equal(Math.Log(0.56), expectation.LogLikelihood, FixedPoint);
    }

    [Fact]
    public void Maximum_likelihood_steps_never_lower_the_likelihood()
    {
        var corpus = Corpus(("abab", 5), ("aab", 3), ("bba", 2));
        TrainingPiece[] pieces = [Piece("a", 0.3), Piece("ab", 0.2), Piece("b", 0.3), Piece("bb", 0.2)];
        var before = double.NegativeInfinity;

        for (var step = 0; step < 30; step++)
        {
            var expectation = Expectation.Of(new UnigramLattice(pieces), corpus, 2, TestContext.Current.CancellationToken);
            Assert.True(expectation.LogLikelihood >= before - FixedPoint);
            before = expectation.LogLikelihood;
            pieces = [.. pieces.Select((piece, id) => piece with { Score = Math.Log(Math.Max(expectation.Counts[id], 1e-9) / expectation.Counts.Sum()) })];
        }
    }

    /// <summary>psi(1) = -gamma, psi(x + 1) = psi(x) + 1 / x.</summary>
    [Theory]
    [InlineData(1, -0.5772156649015329)]
    [InlineData(2, 0.4227843350984671)]
    [InlineData(0.5, -1.9635100260214235)]
    public void Digamma_has_its_known_values(double x, double value) => Assert.Equal(value, Maximization.Digamma(x), 1e-8);

    private static TrainingPiece Piece(string text, double probability) => new(Encoding.UTF8.GetBytes(text), Math.Log(probability));

    private static TrainingCorpus Corpus(params (string Word, long Count)[] words)
        => new([.. words.Select(word => Encoding.UTF8.GetBytes(word.Word))], [.. words.Select(word => word.Count)], []);
}
