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
}
