using System.Text.Json;

namespace ExT5.Core.Tests;

public sealed class RelativePositionBucketsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_distance_falls_into_the_bucket_of_Transformers(int index)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(GoldenFile.PathOf("relative_position_buckets.json")));
        var expected = golden.RootElement.GetProperty("cases")[index];
        var buckets = new RelativePositionBuckets(
            expected.GetProperty("num_buckets").GetInt32(),
            expected.GetProperty("max_distance").GetInt32(),
            expected.GetProperty("bidirectional").GetBoolean());
        var values = expected.GetProperty("buckets").EnumerateArray().Select(bucket => bucket.GetInt64()).ToArray();

        Assert.Equal(values, buckets.Range(expected.GetProperty("relative_position_from").GetInt32(), values.Length));
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(8, 20)]
    [InlineData(32, 1_000)]
    public void Buckets_never_fall_as_the_query_looks_further_back(int count, int maxDistance)
    {
        var buckets = new RelativePositionBuckets(count, maxDistance, Bidirectional: false);

        var back = buckets.Range(-2_000, 2_001).Reverse().ToArray();

        Assert.Equal(back.Order(), back);
        Assert.Equal(count - 1, back[^1]);
        Assert.Equal(0, buckets.Of(5));
    }
}
