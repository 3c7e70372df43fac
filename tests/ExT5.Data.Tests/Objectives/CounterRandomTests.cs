namespace ExT5.Data.Tests;

public class CounterRandomTests
{
    [Fact]
    public void The_stream_is_SplitMix64()
    {
        // First numbers of SplitMix64 from state 1234567, as published with the generator (Vigna, splitmix64.c).
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431];
        var random = new CounterRandom(1234567);

        Assert.Equal(expected, expected.Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Bounded_numbers_are_uniform()
    {
        // 70,000 draws from 7 values: 10,000 each, sd 93.
        var random = new CounterRandom(8);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.NextInt32(7)]++;

        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void A_double_lies_from_zero_up_to_one()
    {
        var random = new CounterRandom(8);

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.InRange(random.NextDouble(), 0, 1 - double.Epsilon));
    }

    [Fact]
    public void Combined_keys_depend_on_both_parts_and_their_order()
    {
        Assert.NotEqual(CounterRandom.Combine(1, 2), CounterRandom.Combine(2, 1));
        Assert.NotEqual(CounterRandom.Combine(1, 2), CounterRandom.Combine(1, 3));
    }
}
