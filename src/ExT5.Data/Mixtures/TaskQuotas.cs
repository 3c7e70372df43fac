using System.Buffers.Binary;
using System.Numerics;

namespace ExT5.Data;

/// <summary>
/// How many of a block's 64 points each task gets: its exact share, rounded up or down by the block's van der Corput
/// number, so that no run of blocks strays from the shares.
/// </summary>
/// <remarks>
/// Tasks lie side by side on [0, 64) in units of 2^-57, each as wide as its share; point i of a block with offset u
/// belongs to the task that covers i + u.
/// </remarks>
internal sealed class TaskQuotas
{
    public const int BlockBits = 6;
    public const int BlockSize = 1 << BlockBits;
    private const int FractionBits = 63 - BlockBits;
    private const ulong FractionMask = (1UL << FractionBits) - 1;

    // Where each task begins, and the end of the last.
    private readonly ulong[] _starts;

    // The same for tasks that have a width, with a last entry that no point reaches; and which tasks they are.
    private readonly ulong[] _drawnStarts;
    private readonly int[] _drawn;

    // [0, 64) in at least twice as many equal cells as tasks: the task that covers the beginning of each.
    private readonly int[] _guide;
    private readonly int _cellBits;

    /// <param name="weights">Not negative, at least one of them above 0; need not sum to 1.</param>
    public TaskQuotas(IReadOnlyList<double> weights)
    {
        _starts = Starts(weights);
        _drawn = [.. Enumerable.Range(0, weights.Count).Where(task => _starts[task] < _starts[task + 1])];
        _drawnStarts = [.. _drawn.Select(task => _starts[task]), ulong.MaxValue];
        var guideBits = Math.Max(BlockBits, BitOperations.Log2((uint)_drawn.Length) + 2);
        _cellBits = 63 - guideBits;
        _guide = new int[1 << guideBits];
        for (var (cell, i) = (0, 0); cell < _guide.Length; cell++)
        {
            while (_drawnStarts[i + 1] <= (ulong)cell << _cellBits) i++;
            _guide[cell] = i;
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

    /// <summary>The tasks of a block's points, in rising order.</summary>
    public void TasksOf(long block, Span<int> tasks)
    {
        var place = Offset(block);
        foreach (ref var task in tasks)
        {
            var i = _guide[place >> _cellBits];
            while (_drawnStarts[i + 1] <= place) i++;
            task = _drawn[i];
            place += 1UL << FractionBits;
        }
    }

    /// <summary>How often a task is drawn in all blocks before a block.</summary>
    public long DrawsBefore(int task, long block)
    {
        Span<OffsetGrid> memory = stackalloc OffsetGrid[64];
        var grids = GridsBefore(block, memory);
        return PointsBefore(_starts[task + 1], block, grids) - PointsBefore(_starts[task], block, grids);
    }

    /// <summary>The same of all tasks, at half the cost.</summary>
    public long[] DrawsBefore(long block)
    {
        Span<OffsetGrid> memory = stackalloc OffsetGrid[64];
        var grids = GridsBefore(block, memory);
        var (draws, below) = (new long[_starts.Length - 1], 0L);
        for (var task = 0; task < draws.Length; task++)
        {
            var upTo = PointsBefore(_starts[task + 1], block, grids);
            draws[task] = upTo - below;
            below = upTo;
        }

        return draws;
    }

    private static ulong[] Starts(IReadOnlyList<double> weights)
    {
        var starts = new ulong[weights.Count + 1];
        var lastDrawn = weights.Count - 1;
        while (weights[lastDrawn] == 0) lastDrawn--;
        var (below, total) = (0.0, weights.Sum());
        for (var task = 0; task < weights.Count; task++)
        {
            below += weights[task];
            // The last end is exactly 1, whatever the sum of the weights rounds to.
            starts[task + 1] = task >= lastDrawn ? 1UL << 63 : (ulong)(Math.Min(below / total, 1) * (1UL << 63));
        }

        return starts;
    }

    // Points below a boundary in all earlier blocks: the whole parts, and one more for each block whose offset lies
    // below the fraction.
    private static long PointsBefore(ulong boundary, long block, ReadOnlySpan<OffsetGrid> grids)
    {
        var count = (long)(boundary >> FractionBits) * block;
        var fraction = boundary & FractionMask;
        foreach (var grid in grids)
            if (fraction > grid.First)
                count += (long)((fraction - grid.First + (1UL << grid.SpacingBits) - 1) >> grid.SpacingBits);
        return count;
    }

    // Offsets are bit-reversed block numbers, so each set bit of a block's number stands for an evenly spaced grid of the
    // offsets before it, which is counted at once.
    private static Span<OffsetGrid> GridsBefore(long block, Span<OffsetGrid> grids)
    {
        var count = 0;
        for (var rest = (ulong)block; rest != 0; count++)
        {
            var bit = 63 - BitOperations.LeadingZeroCount(rest);
            rest ^= 1UL << bit;
            grids[count] = new OffsetGrid(Offset((long)((ulong)block & (ulong.MaxValue << bit << 1))), FractionBits - bit);
        }

        return grids[..count];
    }

    private readonly record struct OffsetGrid(ulong First, int SpacingBits);
}
