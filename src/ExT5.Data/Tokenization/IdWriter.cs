using System.Buffers;

namespace ExT5.Data;

/// <summary>Collects ids in rented memory.</summary>
internal sealed class IdWriter : IBufferWriter<int>, IDisposable
{
    private const int UsualIds = 512;

    private int[] _ids = ArrayPool<int>.Shared.Rent(UsualIds);

    public int Count { get; private set; }

    public ReadOnlySpan<int> Written => _ids.AsSpan(0, Count);

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear() => Count = 0;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _ids.Length - Count);
        Count += count;
    }

    public Memory<int> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _ids.AsMemory(Count);
    }

    public Span<int> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_ids);
        _ids = [];
        Count = 0;
    }

    private void Reserve(int count)
    {
        if (count <= _ids.Length - Count) return;
        var larger = ArrayPool<int>.Shared.Rent(Math.Max(checked(Count + count), (int)Math.Min(2L * _ids.Length, Array.MaxLength)));
        Written.CopyTo(larger);
        ArrayPool<int>.Shared.Return(_ids);
        _ids = larger;
    }
}
