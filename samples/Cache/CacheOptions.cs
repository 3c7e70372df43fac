using ExT5.Data;

namespace Cache;

/// <summary>What to do; each property is an option of the command line, described in <see cref="CacheCommand"/>.</summary>
internal sealed record CacheOptions
{
    public required string Output { get; init; }

    public string? Data { get; init; }

    public string? Vocabulary { get; init; }

    public required IReadOnlyList<DatasetSplit> Splits { get; init; }

    public int? Shard { get; init; }

    public int Of { get; init; }

    public bool Finish { get; init; }

    public bool Verify { get; init; }

    public required BatchShape Shape { get; init; }

    /// <summary>All shards are written unless one is named, or the cache is only to be finished or verified.</summary>
    public bool Writes => Shard is not null || (!Finish && !Verify);

    /// <summary>Without a number of shards to leave to others, the cache is finished at once.</summary>
    public bool Finishes => Finish || (Writes && Shard is null);
}
