using System.Numerics;

namespace ExT5.Data;

/// <summary>
/// A keyed permutation of [0, Length) without a table: rounds of add, multiply and xor-shift over the least number of
/// bits, walked until they land inside (fewer than two steps on average).
/// </summary>
internal readonly struct IndexPermutation
{
    private const int KeyTurn = 21;
    private const int FewBits = 8;

    private readonly ulong _length;
    private readonly ulong _mask;
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly int _shift;
    private readonly int _passes;

    public IndexPermutation(long length, ulong key)
    {
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)length - 1);
        _length = (ulong)length;
        _mask = bits == 0 ? 0 : ulong.MaxValue >> (64 - bits);
        _shift = (bits + 1) / 2;
        // On few bits a round mixes less. After 9 (6 on more bits) permutations and pairs of neighbours pass chi-square tests.
        _passes = bits <= FewBits ? 3 : 2;
        var random = new CounterRandom(key);
        _first = random.NextUInt64();
        _second = random.NextUInt64();
        _third = random.NextUInt64();
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

    // Three rounds a pass, each with a key of its own; the next pass reads other bits of the same keys.
    private ulong Shuffle(ulong value)
    {
        for (var turn = 0; turn < _passes * KeyTurn; turn += KeyTurn)
        {
            value = Round(value, BitOperations.RotateLeft(_first, turn));
            value = Round(value, BitOperations.RotateLeft(_second, turn));
            value = Round(value, BitOperations.RotateLeft(_third, turn));
        }

        return value;
    }

    // Each operation can be undone on the masked bits, so the whole is a permutation of them.
    private ulong Round(ulong value, ulong key)
    {
        value = (value + key) * (BitOperations.RotateLeft(key, 32) | 1) & _mask;
        return value ^ (value >> _shift);
    }
}
