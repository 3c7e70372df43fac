namespace ExT5.Data.Parquet;

/// <summary>Parts of files that were unpacked last, up to some memory; each is unpacked once however many threads ask.</summary>
internal sealed class PartCache(long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Path, int Part), LinkedListNode<Kept>> _byKey = [];
    private readonly LinkedList<Kept> _byUse = new();
    private long _bytes;

    /// <summary>A part of a file, made when it is not kept.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">Number of the part.</param>
    /// <param name="make">Makes the part and says how much memory it takes.</param>
    public T Get<T>(string path, int part, Func<(object Value, long Bytes)> make)
    {
        Kept kept;
        lock (_lock)
        {
            if (!_byKey.TryGetValue((path, part), out var node))
                _byKey.Add((path, part), node = new LinkedListNode<Kept>(new Kept((path, part), new Lazy<(object, long)>(make))));
            else _byUse.Remove(node);
            _byUse.AddLast(node);
            kept = node.Value;
        }

        try
        {
            var (value, bytes) = kept.Part.Value;
            Count(kept, bytes);
            return (T)value;
        }
        catch
        {
            Forget(kept);
            throw;
        }
    }

    private void Count(Kept kept, long bytes)
    {
        lock (_lock)
        {
            if (!kept.IsCounted && IsKept(kept)) (_bytes, kept.IsCounted) = (_bytes + bytes, true);
            while (_bytes > maxBytes && _byUse.First is { } oldest && oldest.Value != kept) Remove(oldest);
        }
    }

    private void Forget(Kept kept)
    {
        lock (_lock)
            if (IsKept(kept)) Remove(_byKey[kept.Key]);
    }

    private bool IsKept(Kept kept) => _byKey.TryGetValue(kept.Key, out var node) && node.Value == kept;

    private void Remove(LinkedListNode<Kept> node)
    {
        if (node.Value.IsCounted) _bytes -= node.Value.Part.Value.Bytes;
        _byUse.Remove(node);
        _byKey.Remove(node.Value.Key);
    }

    private sealed class Kept((string, int) key, Lazy<(object Value, long Bytes)> part)
    {
        public (string, int) Key { get; } = key;

        public Lazy<(object Value, long Bytes)> Part { get; } = part;

        public bool IsCounted { get; set; }
    }
}
