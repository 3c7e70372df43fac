using System.Text.Json;
using CsCheck;

namespace ExT5.Data.Tests;

public class MixtureReweightingTests
{
    private static readonly MixtureShare[] Three = [new("a", 0.5, 7), new("b", 0.3, 1_000), new("c", 0.2, 13)];
    private static readonly double[] Other = [1, 0, 3];

    [Fact]
    public void The_same_weights_change_nothing() => Gen.Select(MixtureCursorTests.Mixtures, Gen.ULong, Gen.Long[0, 1_000_000_000]).Sample(
        (shares, seed, block) =>
        {
            var sampler = new MixtureSampler(shares, seed);
            var same = sampler.Reweighted(block * 64, [.. shares.Select(share => share.Weight)]);

            for (var position = block * 64; position < block * 64 + 200; position++)
                Assert.Equal(sampler[position], same[position]);
        },
        iter: 30);

    [Fact]
    public void Epochs_go_on_where_they_stood() => Gen.Select(Gen.Int[0, 40], Gen.ULong).Sample(
        (block, seed) =>
        {
            var before = new MixtureSampler(Three, seed);
            var after = before.Reweighted(block * 64, Other);
            var draws = Enumerable.Range(0, 4_000).Select(i => i < block * 64 ? before[i] : after[i]).ToArray();

            foreach (var task in draws.GroupBy(draw => draw.Task))
                foreach (var epoch in task.Select((draw, k) => (draw, k)).GroupBy(each => each.draw.Epoch))
                {
                    Assert.All(epoch, each => Assert.Equal(each.k / Three[task.Key].Examples, each.draw.Epoch));
                    Assert.Equal(epoch.Count(), epoch.Select(each => each.draw.Index).Distinct().Count());
                }
        },
        iter: 20);

    [Fact]
    public void New_weights_hold_at_once_and_zero_is_never_drawn()
    {
        var cursor = new MixtureSampler(Three, seed: 1).Reweighted(6_400, Other).ReadFrom(6_400);
        var counts = new int[3];

        for (var i = 0; i < 6_400; i++) counts[cursor.Next().Task]++;

        Assert.Equal([1_600, 0, 4_800], counts); // 100 blocks of 16 and 48
    }

    [Fact]
    public void A_phase_of_107_tasks_at_a_billion_is_small_and_restores_the_order()
    {
        const long billion = 1_000_000_000 / 64 * 64;
        var sampler = new MixtureSampler(ExMixSizes.Capped, seed: 5).Reweighted(640_000, [.. ExMixSizes.All.Select(task => Math.Sqrt(task.Examples))]);

        var json = JsonSerializer.Serialize(sampler.PhaseAt(billion));
        var restored = new MixtureSampler(ExMixSizes.Capped, seed: 5, phase: JsonSerializer.Deserialize<MixturePhase>(json));

        Assert.InRange(json.Length, 1, 8_000);
        Assert.Equal(billion, restored.Phase.Position);
        var (cursor, other) = (sampler.ReadFrom(billion), restored.ReadFrom(billion));
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.Equal(cursor.Next(), other.Next()));
    }

    [Fact]
    public void What_a_phase_cannot_answer_is_refused()
    {
        var sampler = new MixtureSampler(Three, seed: 1).Reweighted(640, Other);

        Assert.Throws<ArgumentOutOfRangeException>(() => sampler[639]);
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.ReadFrom(0));
        Assert.Throws<RegistryException>(() => sampler.Reweighted(700, Other));
        Assert.Throws<RegistryException>(() => sampler.Reweighted(704, [1, 2]));
        Assert.Throws<RegistryException>(() => sampler.Reweighted(704, [0, 0, 0]));
    }

    [Fact]
    public void A_damaged_phase_is_refused()
    {
        var phase = new MixtureSampler(Three, seed: 1).PhaseAt(640);

        Assert.Throws<RegistryException>(() => new MixtureSampler(Three, 1, phase: phase with { Position = 704 }));
        Assert.Throws<RegistryException>(() => new MixtureSampler(Three, 1, phase: phase with { Draws = [640] }));
        Assert.Throws<RegistryException>(() => new MixtureSampler(Three, 1, phase: phase with { Draws = [-1, 641, 0] }));
        Assert.Throws<RegistryException>(() => new MixtureSampler(Three, 1, phase: phase with { Weights = [1, double.NaN, 1] }));
    }
}
