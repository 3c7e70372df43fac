using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// A sequence cut into blocks one position longer than the radius, so that what a position sees lies in its own block,
/// the one before and the one after: time and memory grow with length times radius (Guo et al. 2022, section 3.2.1).
/// B rows, H heads, L positions, D any width, C block length, N blocks.
/// </summary>
/// <param name="Radius">Positions seen to either side.</param>
/// <param name="Length">L.</param>
internal sealed record LocalBlocks(int Radius, int Length)
{
    /// <summary>C; no longer than the sequence, so that a short one is not filled up to the radius.</summary>
    public int Size => Math.Min(Radius, Length - 1) + 1;

    /// <summary>N; the last block may be filled up.</summary>
    public int Count => (Length + Size - 1) / Size;

    private int Filler => Count * Size - Length;

    /// <summary>Queries by block.</summary>
    /// <param name="x"><c>[B, H, L, D]</c>.</param>
    /// <returns><c>[B * N, H, C, D]</c>.</returns>
    public Tensor Cut(Tensor x)
    {
        using var scope = NewDisposeScope();
        var (rows, heads, width) = (x.shape[0], x.shape[1], x.shape[3]);
        var blocks = functional.pad(x, [0, 0, 0, Filler]).view(rows, heads, Count, Size, width);
        return blocks.transpose(1, 2).reshape(rows * Count, heads, Size, width).MoveToOuterDisposeScope();
    }

    /// <summary>Keys or values of each block, the one before and the one after.</summary>
    /// <param name="x"><c>[B, H, L, D]</c>.</param>
    /// <returns><c>[B * N, H, 3 * C, D]</c>.</returns>
    public Tensor Around(Tensor x)
    {
        using var scope = NewDisposeScope();
        var (rows, heads, width) = (x.shape[0], x.shape[1], x.shape[3]);
        var windows = functional.pad(x, [0, 0, Size, Filler + Size]).unfold(2, 3 * Size, Size); // [B, H, N, D, 3C]
        return windows.permute(0, 2, 1, 4, 3).reshape(rows * Count, heads, 3 * Size, width).MoveToOuterDisposeScope();
    }

    /// <summary>Puts the blocks' results in a row again.</summary>
    /// <param name="y"><c>[B * N, C, M]</c>.</param>
    /// <returns><c>[B, L, M]</c>.</returns>
    public Tensor Join(Tensor y)
    {
        using var scope = NewDisposeScope();
        return y.view(-1, Count * Size, y.shape[2]).narrow(1, 0, Length).MoveToOuterDisposeScope();
    }

    /// <summary>Which keys a query of a block does not see.</summary>
    /// <returns>Bool <c>[B, N, 1, C, 3 * C]</c>.</returns>
    public Tensor Hidden(EncoderSegments segments)
    {
        using var scope = NewDisposeScope();
        // Positions outside of the sequence are padding, or a segment that no position is in.
        var outside = segments.Packed ? -1 : 0;
        var labels = functional.pad(segments.Labels(), [Size, Filler + Size], value: outside);
        var queries = labels.narrow(1, Size, Count * Size).view(-1, Count, Size, 1);
        var keys = labels.unfold(1, 3 * Size, Size).unsqueeze(2); // [B, N, 1, 3C]
        var seen = segments.Packed ? queries.eq(keys) : queries.logical_and(keys); // [B, N, C, 3C]
        using Scalar end = 3 * Size;
        var places = arange(Scalars.Zero, end, Scalars.One, ScalarType.Int64, segments.Device);
        var distance = places.unsqueeze(0) - places.narrow(0, Size, Size).unsqueeze(1); // [C, 3C]
        using Scalar radius = Radius;
        return seen.logical_and(distance.abs().le(radius)).logical_not().unsqueeze(2).MoveToOuterDisposeScope();
    }
}
