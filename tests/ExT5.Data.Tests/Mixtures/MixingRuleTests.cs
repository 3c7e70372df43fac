using CsCheck;

namespace ExT5.Data.Tests;

public class MixingRuleTests
{
    private const double Exact = 1e-12;

    [Fact]
    public void UniMax_splits_a_budget_evenly_and_caps_the_epochs_of_the_small()
    {
        // By hand: 10 may give 20 of an even 100; then 100 gives an even 140 of 280, and so does 1000.
        var shares = Shares(MixingRule.UniMax(budget: 300, maximumEpochs: 2, SizeUnit.Examples), [(1_000, 1), (10, 1), (100, 1)]);

        AssertShares([140 / 300.0, 20 / 300.0, 140 / 300.0], shares);
    }

    [Fact]
    public void UniMax_in_tokens_turns_tokens_into_examples()
    {
        // The sizes of before in tokens, as 10 examples each: 14.0 + 20 + 1.4 examples.
        var registry = SizedRegistry.Of(["b", "a", "c"], Mixture.Create("mix", mix => mix.Add(1, "b", "a", "c").Apply(MixingRule.UniMax(300, 2))));
        double TokensOf(string name) => name switch { "a" => 1, "b" => 10, _ => 100 };

        var shares = registry.Probabilities("mix", task => new(10, TokensOf(task.Name) / 2, TokensOf(task.Name) / 2));

        AssertShares([14 / 35.4, 20 / 35.4, 1.4 / 35.4], shares);
    }

    [Fact]
    public void UniMax_is_uniform_when_the_budget_is_small_and_proportional_when_it_is_large() =>
        Assert.Multiple(
            () => AssertShares([0.5, 0.5], Shares(MixingRule.UniMax(10, 1, SizeUnit.Examples), [(100, 1), (900, 1)])),
            () => AssertShares([0.1, 0.9], Shares(MixingRule.UniMax(1e9, 5, SizeUnit.Examples), [(100, 1), (900, 1)])));

    [Fact]
    public void A_minimum_share_lifts_the_small_and_scales_the_others()
    {
        // By hand: 0.04 and then 0.06 · 0.9/0.96 are lifted; 0.7 and 0.2 share 0.8 in their ratio.
        var shares = Shares(MixingRule.MinimumShare(0.1), [(1, 0.7), (1, 0.2), (1, 0.06), (1, 0.04)]);

        AssertShares([0.8 * 7 / 9, 0.8 * 2 / 9, 0.1, 0.1], shares);
    }

    [Fact]
    public void A_minimum_share_that_takes_all_makes_all_equal() =>
        Assert.All(Shares(MixingRule.MinimumShare(1.0 / 107), [.. ExMixSizes.All.Select(task => (task.Examples, (double)task.Examples))]), share => Assert.Equal(1.0 / 107, share, Exact));

    [Fact]
    public void An_epoch_cap_gives_what_it_cuts_to_the_others_by_their_rates()
    {
        // By hand, 200 examples in 2 epochs: the first may have 0.1; 0.9/3 is too much for the second, which may have 0.26.
        var shares = Shares(MixingRule.MaximumEpochs(2, examples: 200), [(10, 1), (26, 1), (1_000, 2)]);

        AssertShares([0.1, 0.26, 0.64], shares);
    }

    [Fact]
    public void An_epoch_cap_that_all_tasks_reach_is_refused_with_what_would_do()
    {
        var error = Assert.Throws<RegistryException>(() => Shares(MixingRule.MaximumEpochs(1, examples: 10_000), [(110, 1), (1_000, 1)]));

        Assert.Contains("Allow 9.009 epochs, or draw at most 1110 examples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_task_is_read_more_often_than_allowed_and_the_rest_keeps_its_ratios() =>
        Gen.Select(Gen.Select(Gen.Long[1, 1_000], Gen.Double[0.01, 1]).Array[1, 30], Gen.Double[1, 5]).Sample((tasks, epochs) =>
        {
            var examples = (long)tasks.Sum(task => task.Item1);
            var shares = Shares(MixingRule.MaximumEpochs(epochs, examples), tasks);
            var free = shares.Select((share, i) => (Share: share, Task: tasks[i])).Where(each => each.Share * examples < each.Task.Item1 * epochs * (1 - Exact)).ToArray();

            return Math.Abs(shares.Sum() - 1) < 1e-9
                && shares.Select((share, i) => share * examples <= tasks[i].Item1 * epochs * (1 + Exact)).All(kept => kept)
                && free.All(each => Math.Abs(each.Share / each.Task.Item2 / (free[0].Share / free[0].Task.Item2) - 1) < 1e-9);
        }, iter: 300);

    [Fact]
    public void A_rule_never_draws_a_task_of_rate_zero()
    {
        var rate = MixingRate.Steps((0, 0), (1_000_000, 1));
        var registry = SizedRegistry.Of(["a", "b"], Mixture.Create("mix", mix => mix.Add(rate, "a").Add(1, "b").Apply(MixingRule.MinimumShare(0.3))));

        Assert.Equal([0, 1], registry.Schedule("mix", _ => new(10)).WeightsAt(0));
    }

    [Fact]
    public void A_rule_acts_on_the_tasks_of_mixtures_inside()
    {
        var registry = SizedRegistry.Of(
            ["a", "b", "c"],
            Mixture.Create("inner", mix => mix.Add(1, "a").Add(9, "b")),
            Mixture.Create("outer", mix => mix.Add(1, "inner", "c").Apply(MixingRule.MinimumShare(0.1))));

        // 0.05, 0.45 and 0.5 before the rule.
        AssertShares([0.1, 0.9 * 0.45 / 0.95, 0.9 * 0.5 / 0.95], registry.Probabilities("outer", _ => new(10)));
    }

    [Fact]
    public void Values_outside_their_ranges_are_refused()
    {
        Assert.Throws<RegistryException>(() => MixingRule.MinimumShare(1.5));
        Assert.Throws<RegistryException>(() => MixingRule.MaximumEpochs(0, 10));
        Assert.Throws<RegistryException>(() => MixingRule.UniMax(0, 1));
        Assert.Throws<RegistryException>(() => Shares(MixingRule.MinimumShare(0.6), [(1, 1), (1, 1)]));
    }

    private static IReadOnlyList<double> Shares(MixingRule rule, (long Examples, double Rate)[] tasks)
    {
        var registry = SizedRegistry.Of(
            [.. tasks.Select((_, i) => $"t{i}")],
            Mixture.Create("mix", mix =>
            {
                for (var i = 0; i < tasks.Length; i++) mix.Add(tasks[i].Rate, $"t{i}");
                mix.Apply(rule);
            }));
        return registry.Probabilities("mix", task => new(tasks[int.Parse(task.Name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)].Examples));
    }

    private static void AssertShares(IReadOnlyList<double> expected, IReadOnlyList<double> shares) =>
        Assert.All(expected.Zip(shares), each => Assert.Equal(each.First, each.Second, Exact));
}
