namespace ExT5.Data;

/// <summary>A split of a task that is to be cached.</summary>
/// <param name="Rows">Its rows as text.</param>
/// <param name="Key">What it is made from.</param>
internal sealed record SplitPlan(IReadOnlyList<TextExample> Rows, CacheKey Key)
{
    /// <summary>The shards that have rows: shard i of n has rows i·rows/n up to (i+1)·rows/n.</summary>
    public IEnumerable<ShardPlan> Shards(string folder, int of)
    {
        for (var shard = 0; shard < of; shard++)
        {
            var (first, end) = ((long)shard * Rows.Count / of, (shard + 1L) * Rows.Count / of);
            if (end > first)
                yield return new ShardPlan(this, shard, Path.Combine(folder, ShardName.Of(Key, shard, of)), first, end - first);
        }
    }
}

/// <summary>A file of a cache that is to be written: which rows of which split.</summary>
internal sealed record ShardPlan(SplitPlan Split, int Shard, string Path, long FirstRow, long Rows);
