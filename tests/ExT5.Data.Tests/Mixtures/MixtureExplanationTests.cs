using System.Text.Json;

namespace ExT5.Data.Tests;

public class MixtureExplanationTests
{
    // The paper's pre-training: 1 million steps of 2,048 examples at R = 2, a third of them from ExMix.
    private const long ExMixDraws = 2_048_000_000 / 3;

    [Fact]
    public void The_smallest_and_largest_tasks_of_ExMix_repeat_as_often_as_worked_out_by_hand()
    {
        // 8,200,668 is the sum of the capped sizes: a task below the cap is read 682,666,666 / 8,200,668 = 83.2 times.
        var tasks = ExMix().Tasks.ToDictionary(task => task.Task);

        Assert.Equal(83.245, tasks["super_glue_wsc"].Epochs, 1e-3);
        Assert.Equal(300_000 / 8_200_668.0, tasks["gigaword"].Rate, 1e-12);
        Assert.Equal(83.245 * 300_000 / 3_803_957, tasks["gigaword"].Epochs, 1e-3);
        Assert.True(tasks["super_glue_wsc"] is { RepeatsOften: true, IsRare: true });
        Assert.True(tasks["gigaword"] is { RepeatsOften: false, IsRare: false });
    }

    [Fact]
    public void The_table_is_aligned_and_ends_in_the_warnings()
    {
        var lines = ExMix().ToString().Split('\n');

        Assert.Equal("Mixture 'exmix': 107 tasks, 682,666,666 examples drawn", lines[0]);
        Assert.Single(lines[1..109].Select(line => line.IndexOf('%', StringComparison.Ordinal)).Where(at => at >= 0).Distinct());
        Assert.Contains(lines, line => line.Contains("more than 16 epochs", StringComparison.Ordinal) && line.EndsWith("more.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("super_glue_cb (1 in 32,803)", StringComparison.Ordinal));
    }

    [Fact]
    public void Token_shares_follow_from_the_mean_lengths()
    {
        // By hand: of 100 examples a gives 25 x 40 = 1,000 input tokens and b 75 x 20 = 1,500.
        var explained = Two().Explain("mix", task => task.Name == "a" ? new(10, 40, 4) : new(1_000, 20, 2), examples: 100);

        Assert.Equal(["b", "a"], explained.Tasks.Select(task => task.Task));
        Assert.Equal(1_500, explained.Tasks[0].InputTokens!.Value, 1e-9);
        Assert.Equal(0.4, explained.Tasks[1].InputShare!.Value, 1e-12);
        Assert.Equal(0.4, explained.Tasks[1].TargetShare!.Value, 1e-12);
        Assert.Equal(2.5, explained.Tasks[1].Epochs, 1e-12);
    }

    [Fact]
    public void Without_token_counts_the_shares_are_left_out_and_said_to_be()
    {
        var explained = Two().Explain("mix", task => new(10), examples: 100);

        Assert.Null(explained.Tasks[0].InputShare);
        Assert.DoesNotContain("inputs", explained.ToString(), StringComparison.Ordinal);
        Assert.Contains("Shares of tokens are not known", explained.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Under_a_schedule_the_rate_is_the_mean_over_the_run()
    {
        // a falls from 1 to 0 beside a constant 1 over the first half: the mean of x/(1+x) is 1 - ln 2, halved.
        var registry = SizedRegistry.Of(["a", "b"], Mixture.Create("mix", mix => mix.Add(MixingRate.Linear(1, 0, 50_000_000), "a").Add(1, "b")));

        Assert.Equal((1 - Math.Log(2)) / 2, registry.Explain("mix", _ => new(10), 100_000_000).Tasks[1].Rate, 1e-4);
    }

    [Fact]
    public void JSON_holds_the_same_numbers()
    {
        using var json = JsonDocument.Parse(ExMix().ToJson());

        var first = json.RootElement.GetProperty("tasks")[0];
        Assert.Equal(ExMix().Tasks[0].Rate, first.GetProperty("rate").GetDouble());
        Assert.Equal(ExMix().Tasks[0].Task, first.GetProperty("task").GetString());
        Assert.Equal(ExMix().Tasks[0].RepeatsOften, first.GetProperty("repeats_often").GetBoolean());
    }

    private static MixtureExplanation ExMix() => SizedRegistry
        .Of("exmix", MixingRate.Proportional(cap: ExMixSizes.Cap)).Explain("exmix", SizedRegistry.Examples, ExMixDraws);

    private static TaskRegistry Two() => SizedRegistry.Of(["a", "b"], Mixture.Create("mix", mix => mix.Add(1, "a").Add(3, "b")));
}
