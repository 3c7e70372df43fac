using System.Buffers;
using System.Runtime.CompilerServices;

namespace ExT5.Data;

/// <summary>A growing buffer on rented memory; nothing is allocated once the pool is warm. Give it back with Dispose.</summary>
internal ref struct PooledBuffer<T>(int capacity) : IDisposable
    where T : unmanaged
{
    private T[] _items = ArrayPool<T>.Shared.Rent(Math.Max(capacity, 16));

    public int Count { get; set; }

    public readonly Span<T> Written => _items.AsSpan(0, Count);

    /// <summary>The rented memory as a whole; written items come first.</summary>
    public readonly Span<T> All => _items;

    public ref T this[int index] => ref _items[index];

    /// <summary>Makes room for so many items behind the written ones.</summary>
    public void Reserve(int items)
    {
        if (items > _items.Length - Count) Grow(items);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        if (Count == _items.Length) Grow(1);
        _items[Count++] = item;
    }

    public void Add(ReadOnlySpan<T> items)
    {
        Reserve(items.Length);
        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    public void Dispose()
    {
        var items = _items;
        _items = [];
        if (items is { Length: > 0 }) ArrayPool<T>.Shared.Return(items);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int items)
    {
        var wanted = Math.Max((long)Count + items, Math.Min(2L * _items.Length, Array.MaxLength));
        if (wanted > Array.MaxLength)
            throw new ArgumentException($"The text needs a buffer of more than {Array.MaxLength} items. Encode it in smaller parts.");
        var larger = ArrayPool<T>.Shared.Rent((int)wanted);
        Written.CopyTo(larger);
        ArrayPool<T>.Shared.Return(_items);
        _items = larger;
    }
}
