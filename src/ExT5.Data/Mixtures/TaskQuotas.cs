using System.Buffers.Binary;
using System.Numerics;

namespace ExT5.Data;

/// <summary>
/// How many of a block's 64 points each task gets: its exact share, rounded up or down by the block's van der Corput
/// number, so that no run of blocks strays from the shares.
/// </summary>
internal sealed class TaskQuotas
{
    public const int BlockBits = 6;
    public const int BlockSize = 1 << BlockBits;
    private const int FractionBits = 63 - BlockBits;

    // Boundary t = BlockSize * P(task < t), as a whole part and a fraction in units of 2^-FractionBits.
    private readonly long[] _whole;
    private readonly ulong[] _fraction;

    // Per point: the last task whose boundary lies below the point's whole part, and the last that can own the point.
    private readonly int[] _least = new int[BlockSize];
    private readonly int[] _most = new int[BlockSize];

    /// <param name="weights">Not negative, at least one of them above 0; need not sum to 1.</param>
    public TaskQuotas(IReadOnlyList<double> weights)
    {
        _whole = new long[weights.Count + 1];
        _fraction = new ulong[weights.Count + 1];
        var lastDrawn = weights.Count - 1;
        while (weights[lastDrawn] == 0) lastDrawn--;
        var (below, total) = (0.0, weights.Sum());
        for (var t = 0; t < weights.Count; t++)
        {
            below += weights[t];
            // The last boundary is exactly 1, whatever the sum of the weights rounds to.
            var boundary = t >= lastDrawn ? 1UL << 63 : (ulong)(Math.Min(below / total, 1) * (1UL << 63));
            _whole[t + 1] = (long)(boundary >> FractionBits);
            _fraction[t + 1] = boundary & ((1UL << FractionBits) - 1);
        }

        for (var (point, t) = (0, 0); point < BlockSize; point++)
        {
            while (t + 1 < weights.Count && _whole[t + 1] < point) t++;
            _least[point] = _most[point] = t;
            while (_most[point] + 1 < weights.Count && _whole[_most[point] + 1] <= point) _most[point]++;
        }
    }

    /// <summary>The van der Corput number of a block, its bits mirrored, as a fraction.</summary>
    public static ulong Offset(long block)
    {
        var bits = (ulong)block;
        bits = ((bits >> 1) & 0x5555555555555555) | ((bits & 0x5555555555555555) << 1);
        bits = ((bits >> 2) & 0x3333333333333333) | ((bits & 0x3333333333333333) << 2);
        bits = ((bits >> 4) & 0x0F0F0F0F0F0F0F0F) | ((bits & 0x0F0F0F0F0F0F0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(bits) >> (64 - FractionBits);
    }

    /// <summary>A task's first point in a block of this offset; the next task's is the end of its points.</summary>
    public int FirstPoint(int task, ulong offset) => (int)_whole[task] + (_fraction[task] > offset ? 1 : 0);

    /// <summary>The task that owns a point: the last one whose first point is not above it.</summary>
    public int TaskAt(int point, ulong offset)
    {
        int low = _least[point], high = _most[point];
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (FirstPoint(middle, offset) <= point) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>How often a task is drawn in all blocks before a block.</summary>
    public long DrawsBefore(int task, long block) => PointsBefore(task + 1, block) - PointsBefore(task, block);

    // Points below the boundary in all earlier blocks: the whole parts, and one more for each block whose offset lies
    // below the fraction. Offsets are bit-reversed block numbers, so each set bit of the block number stands for an
    // evenly spaced grid of offsets, which is counted at once.
    private long PointsBefore(int boundary, long block)
    {
        var count = _whole[boundary] * block;
        var fraction = _fraction[boundary];
        for (var rest = fraction == 0 ? 0 : (ulong)block; rest != 0;)
        {
            var bit = 63 - BitOperations.LeadingZeroCount(rest);
            rest ^= 1UL << bit;
            var shift = Offset((long)((ulong)block & (ulong.MaxValue << bit << 1)));
            var spacing = FractionBits - bit;
            if (fraction > shift) count += (long)((fraction - shift + (1UL << spacing) - 1) >> spacing);
        }

        return count;
    }
}
