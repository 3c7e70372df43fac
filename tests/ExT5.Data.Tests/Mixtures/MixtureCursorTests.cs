using CsCheck;

namespace ExT5.Data.Tests;

public class MixtureCursorTests
{
    internal static readonly Gen<MixtureShare[]> Mixtures =
        Gen.Select(Gen.Double[0, 1], Gen.Long[1, 300]).Array[1, 200].Select(tasks => tasks
            .Select((task, i) => new MixtureShare($"t{i}", i > 0 && task.Item1 < 0.2 ? 0 : task.Item1 + 1e-6, task.Item2))
            .ToArray());

    [Fact]
    public void Reading_in_order_gives_what_every_position_gives_wherever_it_starts() =>
        Gen.Select(Mixtures, Gen.ULong, Gen.Long[0, 1_000_000_000_000]).Sample(
            (shares, seed, start) =>
            {
                var sampler = new MixtureSampler(shares, seed);
                var cursor = sampler.ReadFrom(start);

                for (var position = start; position < start + 300; position++)
                {
                    Assert.Equal(position, cursor.Position);
                    Assert.Equal(sampler[position], cursor.Next());
                }
            },
            iter: 60);

    [Fact]
    public void A_task_without_examples_and_weight_is_never_reached()
    {
        var cursor = new MixtureSampler([new("a", 0, 0), new("b", 1, 3), new("c", 0, 0)], seed: 1).ReadFrom(0);

        Assert.All(Enumerable.Range(0, 500), _ => Assert.Equal(1, cursor.Next().Task));
    }

    [Fact]
    public void A_draw_allocates_nothing()
    {
        const int draws = 50_000;
        var cursor = new MixtureSampler([new("a", 0.7, 7), new("b", 0.3, 1_000)], seed: 1).ReadFrom(0);
        var sum = cursor.Next().Index;
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0L; i < draws; i++) sum += cursor.Next().Index;

        // The runtime itself may take a buffer meanwhile; the smallest object of a draw would be 24 bytes each.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)draws, 0, 1);
        Assert.True(sum > 0);
    }
}
