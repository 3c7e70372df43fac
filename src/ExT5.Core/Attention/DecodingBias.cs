using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>The decoder's relative bias of the newest position towards itself and all before it.</summary>
internal sealed class DecodingBias(RelativePositionBias relative) : IDisposable
{
    private const int FirstCapacity = 64;

    private Tensor? _byDistance; // [H, C], distances 1-C ... 0

    /// <summary>The last row of the square bias of <paramref name="length"/> positions, <c>[1, H, 1, length]</c>.</summary>
    public Tensor LastRow(int length)
    {
        if (_byDistance is null || _byDistance.shape[1] < length)
            Grow(Math.Max(FirstCapacity, 2 * length));
        using var scope = NewDisposeScope();
        var row = _byDistance!.narrow(1, _byDistance.shape[1] - length, length);
        return row.unsqueeze(1).unsqueeze(0).MoveToOuterDisposeScope();
    }

    public void Dispose() => _byDistance?.Dispose();

    private void Grow(int capacity)
    {
        _byDistance?.Dispose();
        _byDistance = relative.ByDistance(1 - capacity, capacity).DetachFromDisposeScope();
    }
}
