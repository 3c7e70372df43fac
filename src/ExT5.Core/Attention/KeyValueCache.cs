using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Keys and values of the positions decoded so far, in buffers that double when full.
/// N rows, H heads, C capacity, D head size: <c>[N, H, C, D]</c>.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private const long FirstCapacity = 32;

    private Tensor? _keys;
    private Tensor? _values;

    /// <summary>Positions held.</summary>
    public long Length { get; private set; }

    /// <summary>Adds one or more positions.</summary>
    /// <param name="keys"><c>[N, H, added, D]</c>.</param>
    /// <param name="values"><c>[N, H, added, D]</c>.</param>
    public void Append(Tensor keys, Tensor values)
    {
        using var scope = NewDisposeScope();
        var added = keys.shape[2];
        _keys = WithRoom(_keys, keys, Length + added);
        _values = WithRoom(_values, values, Length + added);
        _keys.narrow(2, Length, added).copy_(keys);
        _values.narrow(2, Length, added).copy_(values);
        Length += added;
    }

    /// <summary>A view of the keys <c>[N, H, Length, D]</c>.</summary>
    public Tensor Keys() => _keys!.narrow(2, 0, Length);

    /// <summary>A view of the values <c>[N, H, Length, D]</c>.</summary>
    public Tensor Values() => _values!.narrow(2, 0, Length);

    /// <summary>Replaces row i by row <c>rows[i]</c> of before.</summary>
    public void Select(Tensor rows)
    {
        _keys = Selected(_keys, rows);
        _values = Selected(_values, rows);
    }

    public void Dispose()
    {
        _keys?.Dispose();
        _values?.Dispose();
    }

    private static Tensor? Selected(Tensor? buffer, Tensor rows)
    {
        if (buffer is null)
            return null;
        var selected = buffer.index_select(0, rows).DetachFromDisposeScope();
        buffer.Dispose();
        return selected;
    }

    private Tensor WithRoom(Tensor? buffer, Tensor like, long length)
    {
        if (buffer is not null && length <= buffer.shape[2])
            return buffer;
        var capacity = Math.Max(FirstCapacity, Math.Max(length, 2 * (buffer?.shape[2] ?? 0)));
        var shape = like.shape;
        var larger = empty([shape[0], shape[1], capacity, shape[3]], like.dtype, like.device).DetachFromDisposeScope();
        if (buffer is not null)
        {
            larger.narrow(2, 0, Length).copy_(buffer.narrow(2, 0, Length));
            buffer.Dispose();
        }

        return larger;
    }
}
