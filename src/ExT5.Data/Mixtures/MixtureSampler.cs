using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ExT5.Data;

/// <summary>
/// Says which example stands at each position of an endless mixture. The answer is a pure function of
/// (tasks, seed, position): nothing is buffered, any position is found directly, and the order does not change with
/// batch size, workers or restarts.
/// </summary>
/// <remarks>
/// Positions come in blocks of 64. In block b a task gets its exact share of the block, rounded up or down by a
/// low-discrepancy offset (the van der Corput number of b), so over any n positions its count stays within a few units
/// of n·p where independent draws, as SeqIO makes them, stray by sqrt(n·p). Inside a block the order is a uniformly
/// random permutation. A task's k-th draw is example permutation(k mod count) of epoch k / count, so all its examples
/// come once before any comes again.
/// State is O(tasks); a draw takes no memory and O(log tasks + log position) time. Thread-safe.
/// </remarks>
public sealed class MixtureSampler
{
    private const int BlockBits = 6;
    private const int FractionBits = 63 - BlockBits;

    private readonly ulong _seed;
    private readonly long[] _counts;
    private readonly ulong[] _taskKeys;

    // Boundary t = BlockSize * P(task < t), as a whole part and a fraction in units of 2^-FractionBits.
    private readonly long[] _whole;
    private readonly ulong[] _fraction;

    /// <summary>Makes a sampler.</summary>
    /// <param name="tasks">The tasks; weights need not sum to 1.</param>
    /// <param name="seed">Any number; another seed gives another order.</param>
    /// <exception cref="RegistryException">No task has a weight, or a weight or a count cannot be used.</exception>
    public MixtureSampler(IReadOnlyList<MixtureShare> tasks, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var total = tasks.Sum(Checked);
        if (!(total > 0)) throw new RegistryException("The mixture draws nothing: the weights of all its tasks are 0.");
        _seed = CounterRandom.Mix(seed);
        _counts = [.. tasks.Select(task => task.Examples)];
        _taskKeys = [.. tasks.Select(task => CounterRandom.Combine(_seed, Hash(task.Name)))];
        _whole = new long[tasks.Count + 1];
        _fraction = new ulong[tasks.Count + 1];
        var lastDrawn = tasks.Count - 1;
        while (tasks[lastDrawn].Weight == 0) lastDrawn--;
        var below = 0.0;
        for (var t = 0; t < tasks.Count; t++)
        {
            below += tasks[t].Weight;
            // The last boundary is exactly 1, whatever the sum of the weights rounds to.
            var boundary = t >= lastDrawn ? 1UL << 63 : (ulong)(Math.Min(below / total, 1) * (1UL << 63));
            _whole[t + 1] = (long)(boundary >> FractionBits);
            _fraction[t + 1] = boundary & ((1UL << FractionBits) - 1);
        }
    }

    /// <summary>Positions in a block: 64.</summary>
    public static int BlockSize => 1 << BlockBits;

    /// <summary>The example at a position.</summary>
    /// <param name="position">0 or more.</param>
    public MixtureDraw this[long position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position);
            var block = position >> BlockBits;
            var offset = Reverse((ulong)block);
            Span<byte> points = stackalloc byte[BlockSize];
            Shuffle(points, block);
            var place = (int)(position & (BlockSize - 1));
            var task = TaskAt(points[place], offset);
            var (first, next) = ((byte)FirstPoint(task, offset), (byte)(FirstPoint(task + 1, offset) - 1));
            var ordinal = DrawsBefore(task, block) + CountInRange(points[..place], first, next);
            var count = _counts[task];
            var epoch = ordinal / count;
            var examples = new IndexPermutation(count, CounterRandom.Combine(_taskKeys[task], (ulong)epoch));
            return new MixtureDraw(task, epoch, examples[ordinal - epoch * count]);
        }
    }

    /// <summary>The key of an example's own random stream, the same wherever and whenever it is drawn.</summary>
    internal ulong KeyOf(MixtureDraw draw) =>
        CounterRandom.Combine(CounterRandom.Combine(_taskKeys[draw.Task] + 1, (ulong)draw.Epoch), (ulong)draw.Index);

    /// <summary>How often a task is drawn in all blocks before a block.</summary>
    internal long DrawsBefore(int task, long block) => PointsBefore(task + 1, block) - PointsBefore(task, block);

    private static double Checked(MixtureShare task)
    {
        if (!(task.Weight >= 0) || !double.IsFinite(task.Weight))
            throw new RegistryException($"Task '{task.Name}' has weight {task.Weight}; it must be 0 or more and finite.");
        if (task.Examples < 1 && task.Weight > 0)
            throw new RegistryException($"Task '{task.Name}' has no examples, so it cannot be drawn. Give it rows or rate 0.");
        return task.Weight;
    }

    private void Shuffle(Span<byte> points, long block)
    {
        for (var i = 0; i < points.Length; i++) points[i] = (byte)i;
        var random = new CounterRandom(CounterRandom.Combine(_seed, (ulong)block));
        for (var i = points.Length - 1; i > 0; i--)
        {
            var j = random.NextInt32(i + 1);
            (points[i], points[j]) = (points[j], points[i]);
        }
    }

    private static int CountInRange(ReadOnlySpan<byte> points, byte first, byte last)
    {
        var count = 0;
        foreach (var point in points)
            count += point >= first && point <= last ? 1 : 0;
        return count;
    }

    private long FirstPoint(int boundary, ulong offset) => _whole[boundary] + (_fraction[boundary] > offset ? 1 : 0);

    // The last task whose first point is not above the point.
    private int TaskAt(long point, ulong offset)
    {
        int low = 0, high = _counts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (FirstPoint(middle, offset) <= point) low = middle;
            else high = middle - 1;
        }

        return low;
    }

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
            var shift = Reverse((ulong)block & (ulong.MaxValue << bit << 1));
            var spacing = FractionBits - bit;
            if (fraction > shift) count += (long)((fraction - shift + (1UL << spacing) - 1) >> spacing);
        }

        return count;
    }

    // The van der Corput number of a block: its bits mirrored, as a fraction.
    private static ulong Reverse(ulong block)
    {
        block = ((block >> 1) & 0x5555555555555555) | ((block & 0x5555555555555555) << 1);
        block = ((block >> 2) & 0x3333333333333333) | ((block & 0x3333333333333333) << 2);
        block = ((block >> 4) & 0x0F0F0F0F0F0F0F0F) | ((block & 0x0F0F0F0F0F0F0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(block) >> (64 - FractionBits);
    }

    // FNV-1a: the same on every platform, unlike string.GetHashCode.
    private static ulong Hash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }
}
