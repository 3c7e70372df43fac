namespace ExT5.Data;

/// <summary>One <see cref="WordCache"/> for each thread that encodes at a time, as many as there are processors.</summary>
internal sealed class WordCachePool
{
    private readonly WordCache?[] _free = new WordCache?[Environment.ProcessorCount];
    private int _made;

    /// <summary>A cache to give back, or null when all are in use.</summary>
    public WordCache? Rent()
    {
        var first = Thread.GetCurrentProcessorId() % _free.Length;
        for (var i = 0; i < _free.Length; i++)
        {
            ref var slot = ref _free[(first + i) % _free.Length];
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } cache) return cache;
        }
        if (Volatile.Read(ref _made) >= _free.Length) return null;
        return Interlocked.Increment(ref _made) <= _free.Length ? new WordCache() : null;
    }

    public void Return(WordCache cache)
    {
        var first = Thread.GetCurrentProcessorId() % _free.Length;
        for (var i = 0; i < _free.Length; i++)
            if (Interlocked.CompareExchange(ref _free[(first + i) % _free.Length], cache, null) is null)
                return;
    }
}
