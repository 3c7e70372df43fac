namespace ExT5.Data;

/// <summary>One of several processes that share the work: of the rows of a global batch it takes those from Index · B on, B being its <see cref="BatchShape.Sequences"/>.</summary>
/// <param name="Index">From 0 to <paramref name="Count"/> - 1.</param>
/// <param name="Count">Number of processes; at least 1.</param>
public readonly record struct DataShard(int Index, int Count)
{
    /// <summary>The only process.</summary>
    public static DataShard Whole { get; } = new(0, 1);

    /// <summary>This shard, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    internal DataShard Validated() => Count >= 1 && Index >= 0 && Index < Count
        ? this
        : throw new ArgumentOutOfRangeException(nameof(Index), $"Shard {Index} of {Count} does not exist: count from 0 to Count - 1.");
}
