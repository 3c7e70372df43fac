using System.Text;

namespace ExT5.Data;

/// <summary>
/// Says which example stands at each position of an endless mixture. The answer is a pure function of
/// (tasks, weights, seed, position): nothing is buffered, any position is found directly, and the order does not change
/// with batch size, workers or restarts.
/// </summary>
/// <remarks>
/// Positions come in blocks of 64. In block b a task gets its exact share of the block, rounded up or down by a
/// low-discrepancy offset (the van der Corput number of b), so over any n positions its count stays within a few units
/// of n·p where independent draws, as SeqIO makes them, stray by sqrt(n·p). Inside a block the order is a uniformly
/// random permutation. A task's k-th draw is example permutation(k mod count) of epoch k / count, so all its examples
/// come once before any comes again.
/// State is O(tasks); a draw takes no memory and O(log position) time, under a schedule also O(tasks) for each
/// 4,096 positions that are passed; <see cref="ReadFrom"/> is faster where positions are read in order. Thread-safe.
/// </remarks>
public sealed class MixtureSampler
{
    private readonly ulong _seed;
    private readonly IReadOnlyList<MixtureShare> _tasks;
    private readonly ulong[] _taskKeys;
    private readonly SchedulePhases _phases;

    /// <summary>Makes a sampler.</summary>
    /// <param name="tasks">The tasks; weights need not sum to 1.</param>
    /// <param name="seed">Any number; another seed gives another order.</param>
    /// <param name="schedule">Weights by position, from <see cref="TaskRegistry.Schedule"/>; without it the weights of the tasks hold for ever.</param>
    /// <param name="phase">
    /// Where to go on, from <see cref="PhaseAt"/> of a sampler of the same tasks, seed and schedule; its weights
    /// replace those of the tasks. Positions before it cannot be asked.
    /// </param>
    /// <exception cref="RegistryException">No task has a weight, a weight or a count cannot be used, or the phase does not fit.</exception>
    public MixtureSampler(IReadOnlyList<MixtureShare> tasks, ulong seed, MixtureSchedule? schedule = null, MixturePhase? phase = null)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        _seed = CounterRandom.Mix(seed);
        _tasks = [.. tasks];
        _taskKeys = [.. tasks.Select(task => CounterRandom.Combine(_seed, Hash(task.Name)))];
        _phases = new SchedulePhases(_tasks, schedule, phase);
    }

    private MixtureSampler(MixtureSampler other, MixturePhase phase)
    {
        (_seed, _tasks, _taskKeys) = (other._seed, other._tasks, other._taskKeys);
        _phases = new SchedulePhases(_tasks, null, phase);
    }

    /// <summary>Positions in a block: 64.</summary>
    public static int BlockSize => TaskQuotas.BlockSize;

    /// <summary>Where the sampler begins: position 0, or where it was restored or reweighted.</summary>
    public MixturePhase Phase => _phases.First.At(_phases.First.FirstBlock);

    internal int TaskCount => _taskKeys.Length;

    /// <summary>The example at a position.</summary>
    /// <param name="position">0 or more, and not before <see cref="Phase"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative or before the phase.</exception>
    public MixtureDraw this[long position]
    {
        get
        {
            var block = BlockOf(position);
            var phase = PhaseOf(block);
            Span<int> tasks = stackalloc int[TaskQuotas.BlockSize];
            TasksOf(block, phase, tasks);
            var place = (int)(position & (TaskQuotas.BlockSize - 1));
            var task = tasks[place];
            var next = PlaceOf(task, phase.DrawsBefore(task, block) + tasks[..place].Count(task));
            return new MixtureDraw(task, next.Epoch, next.Next());
        }
    }

    /// <summary>Reads on from a position, in order.</summary>
    /// <param name="position">0 or more, and not before <see cref="Phase"/>; found in O(tasks).</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative or before the phase.</exception>
    public MixtureCursor ReadFrom(long position)
    {
        BlockOf(position);
        return new MixtureCursor(this, position);
    }

    /// <summary>The state at a position: a sampler made from it goes on from there without counting what came before.</summary>
    /// <param name="position">A multiple of <see cref="BlockSize"/>, not before <see cref="Phase"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative or before the phase.</exception>
    /// <exception cref="RegistryException">The position is no multiple of the block size.</exception>
    public MixturePhase PhaseAt(long position)
    {
        var block = BlockOf(position);
        return block * BlockSize == position
            ? PhaseOf(block).At(block)
            : throw new RegistryException($"Weights change between blocks of {BlockSize} positions, but {position} lies inside one. Take {block * BlockSize} or {(block + 1) * BlockSize}.");
    }

    /// <summary>
    /// The same mixture with other weights from a position on: epochs and counts go on where they stood. A schedule
    /// ends there.
    /// </summary>
    /// <param name="position">A multiple of <see cref="BlockSize"/>, not before <see cref="Phase"/>; the result answers from here on.</param>
    /// <param name="weights">A weight for each task; they need not sum to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative or before the phase.</exception>
    /// <exception cref="RegistryException">The position is no multiple of the block size, or the weights cannot be used.</exception>
    public MixtureSampler Reweighted(long position, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new MixtureSampler(this, PhaseAt(position) with { Weights = [.. weights] });
    }

    /// <summary>The key of an example's own random stream, the same wherever and whenever it is drawn.</summary>
    internal ulong KeyOf(MixtureDraw draw) =>
        CounterRandom.Combine(CounterRandom.Combine(_taskKeys[draw.Task] + 1, (ulong)draw.Epoch), (ulong)draw.Index);

    internal QuotaPhase PhaseOf(long block) => _phases.Of(block);

    /// <summary>The tasks of a block, in the order in which they are drawn.</summary>
    internal void TasksOf(long block, QuotaPhase phase, Span<int> tasks)
    {
        phase.TasksOf(block, tasks);
        var random = new CounterRandom(CounterRandom.Combine(_seed, (ulong)block));
        for (var left = tasks.Length; left > 1;)
        {
            // Each product's high half is a number below the bound and its low half the randomness left for the next:
            // four bounds up to 64 take 24 of 64 bits, so the bias is below 2^-40.
            var bits = random.NextUInt64();
            for (var last = Math.Max(left - 4, 1); left > last; left--)
            {
                var chosen = (int)Math.BigMul(bits, (ulong)left, out bits);
                (tasks[left - 1], tasks[chosen]) = (tasks[chosen], tasks[left - 1]);
            }
        }
    }

    /// <summary>Where a task stands after so many draws.</summary>
    internal TaskPlace PlaceOf(int task, long draws)
    {
        // A task of weight 0 may have no examples, and is never asked.
        var (epoch, index) = Math.DivRem(draws, Math.Max(1, _tasks[task].Examples));
        return PlaceInEpoch(task, epoch, index);
    }

    internal TaskPlace PlaceInEpoch(int task, long epoch, long index) => new(
        epoch, index, new IndexPermutation(_tasks[task].Examples, CounterRandom.Combine(_taskKeys[task], (ulong)epoch)));

    private long BlockOf(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var block = position >> TaskQuotas.BlockBits;
        return block >= _phases.First.FirstBlock
            ? block
            : throw new ArgumentOutOfRangeException(nameof(position), position, $"The sampler begins at position {_phases.First.FirstBlock * BlockSize}.");
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
