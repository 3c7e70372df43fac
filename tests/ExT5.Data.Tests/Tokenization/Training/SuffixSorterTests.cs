using CsCheck;

namespace ExT5.Data.Tests;

public class SuffixSorterTests
{
    [Fact]
    public void Suffixes_stand_in_the_order_of_a_naive_sort()
        => Gen.Int[0, 3].Array[1, 200].Select(Gen.Int[1, 20]).Sample((body, depth) =>
        {
            int[] text = [.. body, 0];
            var keys = Array.ConvertAll(new SuffixSorter(text, depth).Sort(), at => Key(text, at, depth));
            var naive = Enumerable.Range(0, text.Length).Where(at => text[at] != 0).Select(at => Key(text, at, depth)).Order(StringComparer.Ordinal);
            Assert.Equal(naive, keys);
        }, iter: 500);

    private static string Key(int[] text, int at, int depth)
        => string.Concat(text.Skip(at).TakeWhile(character => character != 0).Take(depth));
}
