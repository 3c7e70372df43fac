namespace ExT5.Data.Parquet.Tests;

public sealed class PartCacheTests
{
    [Fact]
    public void Parts_are_kept_until_those_used_later_need_their_memory()
    {
        var (cache, made) = (new PartCache(250), new List<int>());
        int Get(int part) => cache.Get<int[]>("file", part, () => Make(part))[0];
        (object, long) Make(int part)
        {
            made.Add(part);
            return (new[] { part }, 100);
        }

        Assert.Equal([1, 2, 1, 3, 1, 2], new[] { 1, 2, 1, 3, 1, 2 }.Select(Get));
        Assert.Equal([1, 2, 3, 2], made);
    }

    [Fact]
    public void A_part_that_cannot_be_made_is_tried_again()
    {
        var (cache, tries) = (new PartCache(100), 0);

        for (var i = 0; i < 2; i++)
            Assert.Throws<FormatException>(() => cache.Get<object>("file", 1, () => tries++ < 2 ? throw new FormatException() : ("", 1)));

        Assert.Equal("", cache.Get<string>("file", 1, () => ("", 1)));
    }

    [Fact]
    public void A_part_is_made_once_for_all_threads()
    {
        var (cache, made) = (new PartCache(1_000_000), 0);

        Parallel.For(0, 1000, i => cache.Get<object>("file", i % 10, () => (new object(), Interlocked.Increment(ref made))));

        Assert.Equal(10, made);
    }
}
