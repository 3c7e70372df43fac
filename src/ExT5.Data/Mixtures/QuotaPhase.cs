namespace ExT5.Data;

/// <summary>A run of blocks in which the weights stay the same.</summary>
internal sealed class QuotaPhase
{
    private readonly TaskQuotas _quotas;

    // Draws before the phase, less what these weights would have drawn by then.
    private readonly long[] _ahead;

    /// <param name="firstBlock">Its first block.</param>
    /// <param name="endBlock">The block after its last.</param>
    /// <param name="weights">Not negative, at least one of them above 0.</param>
    /// <param name="draws">How often each task was drawn before the first block.</param>
    public QuotaPhase(long firstBlock, long endBlock, IReadOnlyList<double> weights, IReadOnlyList<long> draws)
    {
        (FirstBlock, EndBlock, Weights) = (firstBlock, endBlock, weights);
        _quotas = new TaskQuotas(weights);
        _ahead = [.. draws.Zip(_quotas.DrawsBefore(firstBlock), (drawn, owed) => drawn - owed)];
    }

    public long FirstBlock { get; }

    public long EndBlock { get; }

    public IReadOnlyList<double> Weights { get; }

    /// <summary>The tasks of a block's points, in rising order.</summary>
    public void TasksOf(long block, Span<int> tasks) => _quotas.TasksOf(block, tasks);

    /// <summary>How often a task is drawn before a block of the phase or the one after it.</summary>
    public long DrawsBefore(int task, long block) => _ahead[task] + _quotas.DrawsBefore(task, block);

    /// <summary>The state of the mixture at a block of the phase or the one after it.</summary>
    public MixturePhase At(long block) => new(
        block << TaskQuotas.BlockBits, Weights, [.. _ahead.Zip(_quotas.DrawsBefore(block), (ahead, owed) => ahead + owed)]);
}
