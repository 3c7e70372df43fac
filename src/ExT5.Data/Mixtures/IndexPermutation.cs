using System.Numerics;

namespace ExT5.Data;

/// <summary>
/// A keyed permutation of [0, Length) without a table: a four-round Feistel network over the next even number of
/// bits, walked until it lands inside (fewer than four steps on average).
/// </summary>
internal readonly struct IndexPermutation
{
    private readonly ulong _key;
    private readonly ulong _length;
    private readonly int _halfBits;

    public IndexPermutation(long length, ulong key)
    {
        _length = (ulong)length;
        _key = key;
        _halfBits = Math.Max(1, (64 - BitOperations.LeadingZeroCount(_length - 1) + 1) / 2);
    }

    public long Length => (long)_length;

    public long this[long index]
    {
        get
        {
            var value = (ulong)index;
            do value = Shuffle(value);
            while (value >= _length);
            return (long)value;
        }
    }

    private ulong Shuffle(ulong value)
    {
        var mask = (1UL << _halfBits) - 1;
        var left = value >> _halfBits;
        var right = value & mask;
        for (var round = 1UL; round <= 4; round++)
            (left, right) = (right, left ^ (CounterRandom.Mix(_key + (right << 3) + round) & mask));
        return (left << _halfBits) | right;
    }
}
