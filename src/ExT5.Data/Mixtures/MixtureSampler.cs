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
/// State is O(tasks); a draw takes no memory and O(log tasks + log position) time; <see cref="ReadFrom"/> is faster
/// where positions are read in order. Thread-safe.
/// </remarks>
public sealed class MixtureSampler
{
    private readonly ulong _seed;
    private readonly long[] _counts;
    private readonly ulong[] _taskKeys;

    /// <summary>Makes a sampler.</summary>
    /// <param name="tasks">The tasks; weights need not sum to 1.</param>
    /// <param name="seed">Any number; another seed gives another order.</param>
    /// <exception cref="RegistryException">No task has a weight, or a weight or a count cannot be used.</exception>
    public MixtureSampler(IReadOnlyList<MixtureShare> tasks, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (!(tasks.Sum(Checked) > 0))
            throw new RegistryException("The mixture draws nothing: the weights of all its tasks are 0.");
        _seed = CounterRandom.Mix(seed);
        _counts = [.. tasks.Select(task => task.Examples)];
        _taskKeys = [.. tasks.Select(task => CounterRandom.Combine(_seed, Hash(task.Name)))];
        Quotas = new TaskQuotas([.. tasks.Select(task => task.Weight)]);
    }

    /// <summary>Positions in a block: 64.</summary>
    public static int BlockSize => TaskQuotas.BlockSize;

    internal TaskQuotas Quotas { get; }

    internal int TaskCount => _counts.Length;

    /// <summary>The example at a position.</summary>
    /// <param name="position">0 or more.</param>
    public MixtureDraw this[long position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position);
            var block = position >> TaskQuotas.BlockBits;
            Span<byte> points = stackalloc byte[TaskQuotas.BlockSize];
            var offset = OpenBlock(block, points);
            var place = (int)(position & (TaskQuotas.BlockSize - 1));
            var task = Quotas.TaskAt(points[place], offset);
            var (first, end) = (Quotas.FirstPoint(task, offset), Quotas.FirstPoint(task + 1, offset));
            var next = PlaceOf(task, Quotas.DrawsBefore(task, block) + CountInRange(points[..place], first, end));
            return new MixtureDraw(task, next.Epoch, next.Examples[next.Index]);
        }
    }

    /// <summary>Reads on from a position, in order.</summary>
    /// <param name="position">0 or more; found in O(tasks).</param>
    public MixtureCursor ReadFrom(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return new MixtureCursor(this, position);
    }

    /// <summary>The key of an example's own random stream, the same wherever and whenever it is drawn.</summary>
    internal ulong KeyOf(MixtureDraw draw) =>
        CounterRandom.Combine(CounterRandom.Combine(_taskKeys[draw.Task] + 1, (ulong)draw.Epoch), (ulong)draw.Index);

    /// <summary>Puts a block's points in the order in which they are drawn, and returns its offset.</summary>
    internal ulong OpenBlock(long block, Span<byte> points)
    {
        for (var i = 0; i < points.Length; i++) points[i] = (byte)i;
        var random = new CounterRandom(CounterRandom.Combine(_seed, (ulong)block));
        for (var i = points.Length - 1; i > 0; i--)
        {
            var j = random.NextInt32(i + 1);
            (points[i], points[j]) = (points[j], points[i]);
        }

        return TaskQuotas.Offset(block);
    }

    /// <summary>Where a task stands after so many draws.</summary>
    internal TaskPlace PlaceOf(int task, long draws)
    {
        // A task of weight 0 may have no examples, and is never asked.
        var (epoch, index) = Math.DivRem(draws, Math.Max(1, _counts[task]));
        return new(epoch, index, new IndexPermutation(_counts[task], CounterRandom.Combine(_taskKeys[task], (ulong)epoch)));
    }

    private static double Checked(MixtureShare task)
    {
        if (!(task.Weight >= 0) || !double.IsFinite(task.Weight))
            throw new RegistryException($"Task '{task.Name}' has weight {task.Weight}; it must be 0 or more and finite.");
        if (task.Examples < 1 && task.Weight > 0)
            throw new RegistryException($"Task '{task.Name}' has no examples, so it cannot be drawn. Give it rows or rate 0.");
        return task.Weight;
    }

    private static int CountInRange(ReadOnlySpan<byte> points, int first, int end)
    {
        var count = 0;
        foreach (var point in points)
            count += point >= first && point < end ? 1 : 0;
        return count;
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
