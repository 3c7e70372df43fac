namespace ExT5.Data.Tests;

public class MixtureStatisticsTests
{
    private const int Draws = 1_000_000;

    [Fact]
    public void A_million_draws_of_ExMix_fit_its_rates()
    {
        // Pearson's chi-square with 106 degrees of freedom. Independent draws give about 106; a block takes its exact
        // share, so here far less is left.
        var counts = CountsOf(new MixtureSampler(ExMixSizes.Capped, seed: 2026));

        Assert.InRange(ChiSquare.Of(counts, Expected()), 0, ChiSquare.Limit(106));
        Assert.InRange(ChiSquare.Of(counts, Expected()), 0, 1);
    }

    [Fact]
    public void Which_examples_come_is_uniform_over_a_task()
    {
        // 10,000 draws of a task of 3,803,957 examples in 100 cells; without replacement is all but independent here.
        var cursor = new MixtureSampler([new("gigaword", 1, 3_803_957)], seed: 1).ReadFrom(0);
        var counts = new double[100];
        for (var i = 0; i < 10_000; i++) counts[cursor.Next().Index * 100 / 3_803_957]++;

        Assert.InRange(ChiSquare.OfUniform(counts), 0, ChiSquare.Limit(99));
    }

    private static double[] CountsOf(MixtureSampler sampler)
    {
        var cursor = sampler.ReadFrom(0);
        var counts = new double[ExMixSizes.Capped.Count];
        for (var i = 0; i < Draws; i++) counts[cursor.Next().Task]++;
        return counts;
    }

    private static double[] Expected()
    {
        var total = ExMixSizes.Capped.Sum(task => task.Weight);
        return [.. ExMixSizes.Capped.Select(task => task.Weight / total * Draws)];
    }
}
