using System.Text.Json;

namespace ExT5.Data.Tests;

public class DoReMiTests
{
    private const double Exact = 1e-12;

    [Fact]
    public void One_update_is_the_papers_formula()
    {
        // By hand: excess ln 3 and 0 with η = 1 make 1/2 : 1/2 into 3/4 : 1/4; c = 0.001 spreads 0.0005 to each.
        var updated = DoReMi.Start(2).Update([Math.Log(3), 0]);

        Assert.Equal(0.999 * 0.75 + 0.0005, updated.Weights[0], Exact);
        Assert.Equal(0.999 * 0.25 + 0.0005, updated.Weights[1], Exact);
    }

    [Fact]
    public void The_result_is_the_mean_over_the_updates()
    {
        var first = DoReMi.Start(3).Update([0.5, 0, 1]);
        var second = first.Update([0, 2, 0]);
        var third = second.Update([1, 1, 0]);

        for (var task = 0; task < 3; task++)
            Assert.Equal((first.Weights[task] + second.Weights[task] + third.Weights[task]) / 3, third.MeanWeights[task], Exact);
        Assert.Equal(3, third.Updates);
    }

    [Fact]
    public void Equal_excess_changes_nothing_and_weights_sum_to_one()
    {
        Assert.All(DoReMi.Start(4).Update([7, 7, 7, 7]).Weights, weight => Assert.Equal(0.25, weight, Exact));
        Assert.Equal(1, DoReMi.Start(3).Update([5_000, 0, 1]).Weights.Sum(), Exact);
    }

    [Fact]
    public void It_goes_on_from_JSON()
    {
        var updated = (DoReMi.Start(2) with { StepSize = 0.5 }).Update([1, 0]);

        var read = JsonSerializer.Deserialize<DoReMi>(JsonSerializer.Serialize(updated))!;

        Assert.Equal(updated.Update([0, 1]).MeanWeights, read.Update([0, 1]).MeanWeights);
    }

    [Fact]
    public void Excess_that_is_missing_negative_or_not_finite_is_refused()
    {
        Assert.Throws<RegistryException>(() => DoReMi.Start(2).Update([1]));
        Assert.Throws<RegistryException>(() => DoReMi.Start(2).Update([1, -0.1]));
        Assert.Throws<RegistryException>(() => DoReMi.Start(2).Update([1, double.NaN]));
    }
}
