using CsCheck;

namespace ExT5.Data.Tests;

public class IndexPermutationTests
{
    [Fact]
    public void Every_index_comes_exactly_once() => Gen.Select(Gen.Int[1, 3_000], Gen.ULong).Sample((length, key) =>
    {
        var permutation = new IndexPermutation(length, key);

        return Enumerable.Range(0, length).Select(i => permutation[i]).Distinct().Count() == length
            && Enumerable.Range(0, length).All(i => permutation[i] >= 0 && permutation[i] < length);
    }, iter: 200);

    [Fact]
    public void Large_lengths_stay_in_range()
    {
        var permutation = new IndexPermutation(long.MaxValue / 3, key: 4);

        Assert.All(Enumerable.Range(0, 1_000), i => Assert.InRange(permutation[i * 1_000_000_007L], 0, long.MaxValue / 3 - 1));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 6)]
    [InlineData(4, 24)]
    [InlineData(5, 120)]
    public void All_orders_of_a_few_examples_come_equally_often(int length, int orders)
    {
        var counts = new Dictionary<string, double>();
        for (var key = 0UL; key < (ulong)orders * 400; key++)
        {
            var permutation = new IndexPermutation(length, CounterRandom.Combine(11, key));
            var order = string.Join(',', Enumerable.Range(0, length).Select(i => permutation[i]));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(orders, counts.Count);
        Assert.InRange(ChiSquare.OfUniform([.. counts.Values]), 0, ChiSquare.Limit(orders - 1));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(257)]
    public void Neighbours_are_any_pair_equally_often(int length)
    {
        var counts = new double[length * length];
        for (var key = 0UL; key < (ulong)counts.Length * 20; key++)
        {
            var permutation = new IndexPermutation(length, CounterRandom.Combine(12, key));
            counts[permutation[0] * length + permutation[1]]++;
        }

        double[] unequal = [.. counts.Where((_, pair) => pair / length != pair % length)];
        Assert.InRange(ChiSquare.OfUniform(unequal), 0, ChiSquare.Limit(unequal.Length - 1));
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(100_003)]
    [InlineData(3_803_957)]
    public void Steps_inside_one_epoch_are_of_any_size_equally_often(int length)
    {
        const int cells = 64;
        var counts = new double[cells];
        var permutation = new IndexPermutation(length, key: 13);

        for (var i = 1; i <= 50_000; i++)
            counts[(permutation[i] - permutation[i - 1] + length) % length * cells / length]++;

        Assert.InRange(ChiSquare.OfUniform(counts), 0, ChiSquare.Limit(cells - 1));
    }
}
