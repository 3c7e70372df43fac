namespace ExT5.Data;

/// <summary>How a cache is written.</summary>
public sealed record TokenCacheOptions
{
    /// <summary>
    /// Parts each split is written in, 1 to 99,999; 8 by default. A part is what a core works on, what is redone after
    /// an interruption, and what a process of several is given. All processes and the finishing one take the same number.
    /// </summary>
    public int Shards
    {
        get;
        init => field = value is >= 1 and <= 99_999
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A cache has from 1 to 99,999 shards.");
    } = 8;

    /// <summary>The splits to cache; <see cref="DatasetSplit.Train"/> by default.</summary>
    public IReadOnlyList<DatasetSplit> Splits
    {
        get;
        init => field = value is { Count: > 0 } && value.Distinct().Count() == value.Count
            ? value
            : throw new ArgumentException("Name at least one split, and each once.", nameof(value));
    } = [DatasetSplit.Train];

    /// <summary>Most shards written at the same time, at least 1; the number of processors by default. Each takes about 2 MiB.</summary>
    public int Workers
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Allow at least 1 worker.");
    } = Environment.ProcessorCount;
}
