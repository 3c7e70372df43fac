namespace ExT5.Core;

/// <summary>
/// The bucket of a relative distance: small distances have a bucket each, larger ones share buckets that grow
/// logarithmically up to the maximum distance (T5, Raffel et al. 2020, section 2.1).
/// </summary>
/// <param name="Count">Number of buckets; when looking both ways, half of them are for keys after the query.</param>
/// <param name="MaxDistance">Distance from which all fall into the last bucket.</param>
/// <param name="Bidirectional">Whether keys after the query have buckets of their own (encoder) or none (decoder).</param>
internal sealed record RelativePositionBuckets(int Count, int MaxDistance, bool Bidirectional)
{
    /// <summary>The bucket of <paramref name="distance"/>, position of the key minus position of the query.</summary>
    public int Of(int distance)
    {
        var count = Bidirectional ? Count / 2 : Count;
        var offset = Bidirectional && distance > 0 ? count : 0;
        var away = Bidirectional ? Math.Abs(distance) : Math.Max(-distance, 0);
        var exact = count / 2;
        return offset + (away < exact ? away : Math.Min(Logarithmic(away, exact, count), count - 1));
    }

    /// <summary>The buckets of all distances from <paramref name="first"/> on.</summary>
    public long[] Range(int first, int length)
    {
        var buckets = new long[length];
        for (var i = 0; i < length; i++)
            buckets[i] = Of(first + i);
        return buckets;
    }

    // In float32 step by step: published checkpoints were trained with its rounding at the bucket borders.
    private int Logarithmic(int away, int exact, int count)
    {
        var part = MathF.Log((float)away / exact) / (float)Math.Log((double)MaxDistance / exact);
        return exact + (int)(part * (count - exact));
    }
}
