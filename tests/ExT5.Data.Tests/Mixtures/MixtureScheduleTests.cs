using CsCheck;

namespace ExT5.Data.Tests;

public class MixtureScheduleTests
{
    private static readonly MixtureShare[] Shares = [new("a", 1, 70), new("b", 1, 1_000), new("c", 0, 130)];

    // a fades out, b stays, c comes in at once.
    private static readonly MixtureSchedule Fading = SizedRegistry
        .Of(["a", "b", "c"], Mixture.Create("mix", mix => mix
            .Add(MixingRate.Linear(3, 0, untilPosition: 40_000), "a")
            .Add(1, "b")
            .Add(MixingRate.Steps((0, 0), (10_000, 2)), "c")))
        .Schedule("mix", _ => new(10));

    [Fact]
    public void Rates_hold_for_phases_of_4096_positions()
    {
        // Asked at 8,192: a is at 3 · (1 - 8192/40000), b at 1, c still at 0.
        var a = 3 * (1 - 8_192 / 40_000.0);

        Assert.Equal(a / (a + 1), Fading.WeightsAt(8_192)[0], 1e-12);
        Assert.Equal(Fading.WeightsAt(8_192), Fading.WeightsAt(12_287));
        Assert.Equal(0, Fading.WeightsAt(12_287)[2]);
        Assert.Equal([0, 1 / 3.0, 2 / 3.0], Fading.WeightsAt(1_000_000_000_000));
    }

    [Fact]
    public void Any_position_asked_first_gives_what_reading_in_order_gives() => Gen.Select(Gen.Long[0, 60_000], Gen.ULong).Sample(
        (start, seed) =>
        {
            var cursor = new MixtureSampler(Shares, seed, Fading).ReadFrom(0);
            while (cursor.Position < start) cursor.Next();
            var (sought, sampler) = (new MixtureSampler(Shares, seed, Fading).ReadFrom(start), new MixtureSampler(Shares, seed, Fading));

            for (var position = start; position < start + 200; position++)
            {
                var draw = cursor.Next();
                Assert.Equal(draw, sought.Next());
                Assert.Equal(draw, sampler[position]);
            }
        },
        iter: 30);

    [Fact]
    public void Positions_may_be_asked_backwards_and_from_any_thread()
    {
        var cursor = new MixtureSampler(Shares, 3, Fading).ReadFrom(0);
        var draws = Enumerable.Range(0, 60_000).Select(_ => cursor.Next()).ToArray();
        var sampler = new MixtureSampler(Shares, 3, Fading);

        Parallel.For(0, 600, i => Assert.Equal(draws[59_999 - i * 97], sampler[59_999 - i * 97]));
    }

    [Fact]
    public void Each_phase_is_drawn_at_its_rates()
    {
        var cursor = new MixtureSampler(Shares, 3, Fading).ReadFrom(0);
        for (var phase = 0; phase < 20; phase++)
        {
            var counts = new double[3];
            for (var i = 0; i < MixtureSchedule.PhaseLength; i++) counts[cursor.Next().Task]++;

            // 64 blocks: each of the two boundaries of a task strays by at most one per bit of the block number.
            Assert.All(Fading.WeightsAt(phase * 4_096L).Zip(counts), each => Assert.Equal(each.First * 4_096, each.Second, 24.0));
            Assert.All(Fading.WeightsAt(phase * 4_096L).Zip(counts), each => Assert.True(each.First > 0 || each.Second == 0));
        }
    }

    [Fact]
    public void Rare_tasks_get_their_share_over_many_phases()
    {
        // 1 in 20,000 is 0.2 of a phase; over 250 phases of changing weights about 51 come.
        var schedule = new MixtureSchedule(position => [1, position % 8_192 == 0 ? 5e-5 : 5.001e-5], position => position + 1);
        var cursor = new MixtureSampler([new("a", 1, 10), new("b", 1, 1_000)], 1, schedule).ReadFrom(0);
        var rare = 0;
        for (var i = 0; i < 250 * 4_096; i++) rare += cursor.Next().Task;

        Assert.InRange(rare, 48, 55);
    }

    [Fact]
    public void Going_on_from_a_phase_at_a_billion_asks_for_weights_at_most_twice()
    {
        const long billion = 1_000_000_000 / 4_096 * 4_096 + 640;
        var asked = 0;
        var schedule = new MixtureSchedule(position => { asked++; return [1, position % 8_192 == 0 ? 1 : 2]; }, position => position + 1);
        var phase = new MixturePhase(billion, [1, billion / 4_096 % 2 == 0 ? 1 : 2], [billion / 2, billion / 2]);

        var cursor = new MixtureSampler([new("a", 1, 10), new("b", 1, 1_000)], 1, schedule, phase).ReadFrom(billion);

        Assert.Equal(billion / 2 / 10, Enumerable.Range(0, 100).Select(_ => cursor.Next()).First(draw => draw.Task == 0).Epoch);
        Assert.InRange(asked, 1, 2);
    }

    [Fact]
    public void Threads_that_read_near_each_other_share_what_was_found()
    {
        var asked = 0;
        var schedule = new MixtureSchedule(position => { asked++; return [1, position % 8_192 == 0 ? 1 : 2]; }, position => position + 1);
        var sampler = new MixtureSampler([new("a", 1, 10), new("b", 1, 1_000)], 1, schedule);
        Assert.InRange(sampler[1_000 * 4_096].Task, 0, 1);

        asked = 0;
        for (var back = 0; back < 5; back++) Assert.InRange(sampler[(1_000 - back) * 4_096].Task, 0, 1);

        Assert.Equal(0, asked);
    }

    [Fact]
    public void A_phase_of_a_schedule_restores_the_order_inside_and_after_it()
    {
        var sampler = new MixtureSampler(Shares, 3, Fading);
        var restored = new MixtureSampler(Shares, 3, Fading, sampler.PhaseAt(8_192 + 640)).ReadFrom(8_192 + 640);

        for (var position = 8_832L; position < 30_000; position++)
            Assert.Equal(sampler[position], restored.Next());
    }

    [Fact]
    public void A_phase_that_was_reweighted_does_not_go_on_with_the_schedule()
    {
        var phase = new MixtureSampler(Shares, 3, Fading).Reweighted(640, [1, 1, 1]).Phase;

        Assert.Throws<RegistryException>(() => new MixtureSampler(Shares, 3, Fading, phase));
        Assert.Equal(640, new MixtureSampler(Shares, 3, phase: phase).Phase.Position);
    }

    [Fact]
    public void A_mixture_whose_rates_all_end_at_zero_is_refused_at_once()
    {
        var registry = SizedRegistry.Of(["a"], Mixture.Create("mix", mix => mix.Add(MixingRate.Linear(1, 0, untilPosition: 100_000), "a")));

        Assert.Contains("draws nothing at position 100000", Assert.Throws<RegistryException>(() => registry.Schedule("mix", _ => new(1))).Message, StringComparison.Ordinal);
    }
}
