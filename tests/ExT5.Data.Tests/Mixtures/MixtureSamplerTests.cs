using System.Security.Cryptography;
using CsCheck;

namespace ExT5.Data.Tests;

public class MixtureSamplerTests
{
    private static readonly MixtureShare[] Three = [new("a", 0.5, 7), new("b", 0.3, 1_000), new("c", 0.2, 13)];

    // SHA-256 of the first 10,000 draws (task, epoch, index as 64-bit numbers) of PlainMixtureOrder.
    private const string Golden = "f8239fc512cb93ae4ff84b2d461eff3eba7b5c4d423c83c803b07b7cea19b58c";

    [Fact]
    public void Every_example_of_a_task_comes_once_before_any_comes_again()
    {
        var sampler = new MixtureSampler(Three, seed: 1);
        var seen = Three.Select(_ => new HashSet<long>()).ToArray();
        var epochs = new long[Three.Length];

        for (var position = 0L; position < 40_000; position++)
        {
            var draw = sampler[position];
            Assert.Equal(epochs[draw.Task], draw.Epoch);
            Assert.InRange(draw.Index, 0, Three[draw.Task].Examples - 1);
            Assert.True(seen[draw.Task].Add(draw.Index), $"{draw} came twice.");
            if (seen[draw.Task].Count < Three[draw.Task].Examples) continue;
            seen[draw.Task].Clear();
            epochs[draw.Task]++;
        }
    }

    [Fact]
    public void Counts_stay_within_a_few_draws_of_the_exact_rates_at_every_block()
    {
        // A boundary strays by at most one per bit of the block number (van der Corput), and a task has two boundaries.
        var weights = Enumerable.Range(1, 107).Select(i => 1.0 / (i * i)).ToArray();
        var sampler = new MixtureSampler([.. weights.Select((weight, i) => new MixtureShare($"t{i}", weight, 50))], seed: 3);
        var counts = new long[weights.Length];
        const int blocks = 5_000;

        for (var position = 0L; position < blocks * MixtureSampler.BlockSize; position++)
            counts[sampler[position].Task]++;

        for (var t = 0; t < weights.Length; t++)
            Assert.Equal(weights[t] / weights.Sum() * blocks * MixtureSampler.BlockSize, counts[t], 2 * 13.0);
    }

    [Fact]
    public void Draws_inside_a_block_look_independent()
    {
        // Pairs of neighbouring tasks against the product of their rates: chi-square with 4 free counts.
        var sampler = new MixtureSampler(Three, seed: 5);
        var pairs = new double[3, 3];
        const int draws = 8_000;
        for (var i = 0; i < draws; i++) pairs[sampler[2 * i].Task, sampler[2 * i + 1].Task]++;

        var statistic = 0.0;
        for (var a = 0; a < 3; a++)
            for (var b = 0; b < 3; b++)
            {
                var expected = draws * Three[a].Weight * Three[b].Weight;
                statistic += (pairs[a, b] - expected) * (pairs[a, b] - expected) / expected;
            }

        Assert.InRange(statistic, 0, 26.1); // p = 0.001 with 8 degrees of freedom
    }

    [Fact]
    public void Any_position_can_be_asked_first_and_from_any_thread()
    {
        var expected = new MixtureSampler(Three, seed: 9);
        var sampler = new MixtureSampler(Three, seed: 9);

        Parallel.For(0, 1_000, i =>
        {
            var position = (long)i * 7_919_777_333;
            Assert.Equal(expected[position], sampler[position]);
        });
    }

    [Fact]
    public void A_task_of_weight_zero_is_never_drawn() => Gen.Select(Gen.Int[0, 3], Gen.ULong).Sample((zero, seed) =>
    {
        var sampler = new MixtureSampler([.. Enumerable.Range(0, 4).Select(i => new MixtureShare($"t{i}", i == zero ? 0 : 1, 3))], seed);
        for (var position = 0L; position < 200; position++)
            if (sampler[position * 997].Task == zero) return false;
        return true;
    }, iter: 50);

    [Fact]
    public void The_closed_form_of_earlier_draws_equals_counting_them() => Gen.ULong.Sample(seed =>
    {
        var sampler = new MixtureSampler(Three, seed);
        var drawn = new long[3];
        for (var block = 0L; block < 700; block++)
        {
            Assert.Equal(drawn, Enumerable.Range(0, 3).Select(task => sampler.PhaseOf(block).DrawsBefore(task, block)));
            for (var i = 0; i < MixtureSampler.BlockSize; i++)
                drawn[sampler[block * MixtureSampler.BlockSize + i].Task]++;
        }
    }, iter: 3);

    [Fact]
    public void Another_seed_gives_another_order_and_the_same_seed_the_same()
    {
        var draws = Enumerable.Range(0, 100).Select(i => new MixtureSampler(Three, 1)[i]).ToArray();

        Assert.Equal(draws, Enumerable.Range(0, 100).Select(i => new MixtureSampler(Three, 1)[i]));
        Assert.NotEqual(draws, Enumerable.Range(0, 100).Select(i => new MixtureSampler(Three, 2)[i]));
    }

    [Fact]
    public void The_first_draws_of_ExMix_are_the_same_on_every_machine()
    {
        var sampler = new MixtureSampler(ExMixSizes.Capped, seed: 42);

        Assert.Equal(Golden, HashOf(Enumerable.Range(0, 10_000).Select(position => sampler[position])));
    }

    [Fact]
    public void A_plain_second_implementation_gives_the_golden_order() =>
        Assert.Equal(Golden, HashOf(new PlainMixtureOrder(ExMixSizes.Capped, seed: 42).Draws().Take(10_000)));

    [Fact]
    public void The_order_of_any_mixture_is_that_of_the_plain_implementation() =>
        Gen.Select(MixtureCursorTests.Mixtures, Gen.ULong).Sample(
            (shares, seed) =>
            {
                var sampler = new MixtureSampler(shares, seed);

                Assert.Equal(
                    new PlainMixtureOrder(shares, seed).Draws().Take(700),
                    Enumerable.Range(0, 700).Select(position => sampler[position]));
            },
            iter: 10);

    [Fact]
    public void A_draw_allocates_nothing()
    {
        const int draws = 50_000;
        var sampler = new MixtureSampler(Three, seed: 1);
        var sum = sampler[0].Index;
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0L; i < draws; i++) sum += sampler[i].Index;

        // The runtime itself may take a buffer meanwhile; the smallest object of a draw would be 24 bytes each.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)draws, 0, 1);
        Assert.True(sum > 0);
    }

    [Fact]
    public void A_mixture_that_cannot_draw_is_refused()
    {
        Assert.Throws<RegistryException>(() => new MixtureSampler([new("a", 0, 5)], 0));
        Assert.Throws<RegistryException>(() => new MixtureSampler([new("a", 1, 0)], 0));
        Assert.Throws<RegistryException>(() => new MixtureSampler([new("a", double.NaN, 5)], 0));
    }

    private static string HashOf(IEnumerable<MixtureDraw> draws)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var draw in draws)
            foreach (var number in (long[])[draw.Task, draw.Epoch, draw.Index])
                hash.AppendData(BitConverter.GetBytes(number));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
