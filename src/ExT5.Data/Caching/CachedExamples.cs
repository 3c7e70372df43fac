using System.Buffers;

namespace ExT5.Data;

/// <summary>
/// A split of a task as ids, in the order of its rows, whole and without end-of-sequence. Read from memory-mapped files by
/// any number of threads; a read allocates nothing.
/// </summary>
public sealed class CachedExamples
{
    private readonly MappedShard[] _shards;
    private readonly int _texts;

    internal CachedExamples(CacheKey key, MappedShard[] shards)
    {
        (Key, _shards, _texts) = (key, shards, key.Texts);
        Split = new DatasetSplit(key.Split);
    }

    /// <summary>Name of the task.</summary>
    public string Task => Key.Task;

    /// <summary>The split.</summary>
    public DatasetSplit Split { get; }

    /// <summary>Number of rows.</summary>
    public long Count => Key.Rows;

    /// <summary>True for a denoising task: each row is a document, kept as the target; inputs are empty.</summary>
    public bool Documents => _texts == 1;

    internal CacheKey Key { get; }

    internal long InputCharacters => _shards.Sum(shard => shard.Header.InputCharacters);

    internal long TargetCharacters => _shards.Sum(shard => shard.Header.TargetCharacters);

    /// <summary>Number of ids of a row's input, without reading them; 0 for documents.</summary>
    /// <param name="row">0 up to <see cref="Count"/> - 1.</param>
    /// <exception cref="CacheException">The cache is damaged there.</exception>
    public int InputLength(long row)
    {
        var shard = ShardOf(row);
        return Documents ? 0 : shard.Length(2 * (row - shard.Header.FirstRow));
    }

    /// <summary>Number of ids of a row's target or document, without reading them.</summary>
    /// <inheritdoc cref="InputLength"/>
    public int TargetLength(long row)
    {
        var shard = ShardOf(row);
        return shard.Length(TargetIn(shard, row));
    }

    /// <summary>Reads a row's input, as many ids as fit, from the first on.</summary>
    /// <param name="row">0 up to <see cref="Count"/> - 1.</param>
    /// <param name="destination">Receives the ids; what is too long for it is left out.</param>
    /// <returns>How many ids were read: the smaller of <see cref="InputLength"/> and the destination's length.</returns>
    /// <exception cref="CacheException">The cache is damaged there.</exception>
    public int ReadInput(long row, Span<int> destination) => ReadInput(row, 0, destination);

    /// <summary>Reads a part of a row's input.</summary>
    /// <param name="row">0 up to <see cref="Count"/> - 1.</param>
    /// <param name="first">The first id to read, 0 up to <see cref="InputLength"/>.</param>
    /// <param name="destination">Receives the ids; what is too long for it is left out.</param>
    /// <returns>How many ids were read.</returns>
    /// <exception cref="CacheException">The cache is damaged there.</exception>
    public int ReadInput(long row, int first, Span<int> destination)
    {
        var shard = ShardOf(row);
        return Documents ? 0 : shard.Read(2 * (row - shard.Header.FirstRow), first, destination);
    }

    /// <summary>Reads a row's target or document, as many ids as fit, from the first on.</summary>
    /// <inheritdoc cref="ReadInput(long, Span{int})"/>
    public int ReadTarget(long row, Span<int> destination) => ReadTarget(row, 0, destination);

    /// <summary>Reads a part of a row's target or document.</summary>
    /// <param name="row">0 up to <see cref="Count"/> - 1.</param>
    /// <param name="first">The first id to read, 0 up to <see cref="TargetLength"/>.</param>
    /// <param name="destination">Receives the ids; what is too long for it is left out.</param>
    /// <returns>How many ids were read.</returns>
    /// <exception cref="CacheException">The cache is damaged there.</exception>
    public int ReadTarget(long row, int first, Span<int> destination)
    {
        var shard = ShardOf(row);
        return shard.Read(TargetIn(shard, row), first, destination);
    }

    /// <summary>Appends the whole of a row's input.</summary>
    /// <param name="row">0 up to <see cref="Count"/> - 1.</param>
    /// <param name="destination">Receives the ids.</param>
    /// <exception cref="CacheException">The cache is damaged there.</exception>
    public void ReadInput(long row, IBufferWriter<int> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (InputLength(row) is > 0 and var length) destination.Advance(ReadInput(row, destination.GetSpan(length)[..length]));
    }

    /// <summary>Appends the whole of a row's target or document.</summary>
    /// <inheritdoc cref="ReadInput(long, IBufferWriter{int})"/>
    public void ReadTarget(long row, IBufferWriter<int> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (TargetLength(row) is > 0 and var length) destination.Advance(ReadTarget(row, destination.GetSpan(length)[..length]));
    }

    private long TargetIn(MappedShard shard, long row) => (row - shard.Header.FirstRow + 1) * _texts - 1;

    private MappedShard ShardOf(long row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        int low = 0, high = _shards.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_shards[middle].Header.FirstRow <= row) low = middle;
            else high = middle - 1;
        }

        return _shards[low];
    }
}
