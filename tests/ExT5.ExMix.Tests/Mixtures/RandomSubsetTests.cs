using CsCheck;

namespace ExT5.ExMix.Tests.Mixtures;

public sealed class RandomSubsetTests
{
    [Fact]
    public void The_same_seed_chooses_the_same_tasks_in_the_mixtures_order() => Gen.Int[1, 107].Select(Gen.Int).Sample((count, seed) =>
    {
        var chosen = new RandomSubset(count, seed).Of(ExMixTasks.All);

        Assert.Equal(count, chosen.Count);
        Assert.Equal(chosen, new RandomSubset(count, seed).Of(ExMixTasks.All));
        Assert.Equal(chosen, ExMixTasks.All.Where(chosen.Contains));
    }, iter: 50);

    [Fact]
    public void A_smaller_subset_of_a_seed_lies_inside_a_larger_one() => Gen.Int.Sample(seed =>
    {
        var (small, large) = (new RandomSubset(30, seed).Of(ExMixTasks.All), new RandomSubset(55, seed).Of(ExMixTasks.All));

        Assert.Subset(large.ToHashSet(), small.ToHashSet());
    }, iter: 20);

    [Fact]
    public void Every_task_is_chosen_about_as_often()
    {
        var counts = Enumerable.Range(0, 400).SelectMany(seed => new RandomSubset(55, seed).Of(ExMixTasks.All))
            .CountBy(task => task.Name).ToDictionary();

        // Binomial(400, 55/107): mean 206, standard deviation 10; all 107 within five of them.
        Assert.All(ExMixTasks.All, task => Assert.InRange(counts[task.Name], 156, 256));
    }

    [Fact]
    public void The_choice_is_the_documented_one()
    {
        // sha256("1:glue_cola") and so on; the smallest first eight bytes win.
        var expected = ExMixTasks.All.MinBy(task => Convert.ToHexString(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"1:{task.Name}"))), StringComparer.Ordinal);

        Assert.Equal([expected!], new RandomSubset(1, 1).Of(ExMixTasks.All));
    }

    [Fact]
    public void A_subset_has_one_task_at_least() => Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSubset(0, 1));
}
