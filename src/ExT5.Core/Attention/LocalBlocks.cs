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

    /// <summary>Blocks whose scores fit in memory at once, in their order: all where they do, else one by one or several.</summary>
    /// <param name="rows">B.</param>
    /// <param name="heads">H.</param>
    /// <param name="globals">Keys beside those around, that every query sees.</param>
    /// <param name="training">Whether this pass drops out.</param>
    public IReadOnlyList<BlockRange> Parts(long rows, long heads, long globals, bool training)
    {
        var scores = rows * heads * Size * ((3 * Size) + globals); // of a block
        if (ScoreMemory.Fits(scores, 1, Count, 1, training))
            return [new(0, Count)];
        var count = (int)Math.Max(1, ScoreMemory.MostScores / scores);
        return [.. Enumerable.Range(0, (Count + count - 1) / count)
            .Select(part => new BlockRange(part * count, Math.Min(count, Count - (part * count))))];
    }

    /// <summary>The positions of blocks, without those that fill up the last.</summary>
    /// <param name="x"><c>[..., L, ...]</c>.</param>
    /// <param name="dimension">That of the L positions.</param>
    /// <param name="blocks">n blocks.</param>
    public Tensor Positions(Tensor x, int dimension, BlockRange blocks)
    {
        var (first, end) = (blocks.First * Size, Math.Min(blocks.End * Size, Length));
        return x.narrow(dimension, first, end - first);
    }

    /// <summary>Queries by block.</summary>
    /// <param name="x"><c>[B, H, L, D]</c>.</param>
    /// <param name="blocks">n blocks.</param>
    /// <returns><c>[B * n, H, C, D]</c>.</returns>
    public Tensor Cut(Tensor x, BlockRange blocks)
    {
        using var scope = NewDisposeScope();
        return Fill(Positions(x, 2, blocks), blocks).MoveToOuterDisposeScope();
    }

    /// <summary>The positions of blocks by block, filled up.</summary>
    /// <param name="x">Of <see cref="Positions"/>, <c>[B, H, l, D]</c>.</param>
    /// <param name="blocks">n blocks.</param>
    /// <returns><c>[B * n, H, C, D]</c>.</returns>
    public Tensor Fill(Tensor x, BlockRange blocks)
    {
        using var scope = NewDisposeScope();
        var (rows, heads, width) = (x.shape[0], x.shape[1], x.shape[3]);
        var filled = functional.pad(x, [0, 0, 0, (blocks.Count * Size) - x.shape[2]]).view(rows, heads, blocks.Count, Size, width);
        return filled.transpose(1, 2).reshape(rows * blocks.Count, heads, Size, width).MoveToOuterDisposeScope();
    }

    /// <summary>Keys or values of each block, the one before and the one after.</summary>
    /// <param name="x"><c>[B, H, L, D]</c>.</param>
    /// <param name="blocks">n blocks.</param>
    /// <returns><c>[B * n, H, 3 * C, D]</c>.</returns>
    public Tensor Around(Tensor x, BlockRange blocks)
    {
        using var scope = NewDisposeScope();
        var (rows, heads, width) = (x.shape[0], x.shape[1], x.shape[3]);
        var (first, end) = ((blocks.First - 1) * Size, (blocks.End + 1) * Size);
        var (there, last) = (Math.Max(0, first), Math.Min(Length, end));
        var near = functional.pad(x.narrow(2, there, last - there), [0, 0, there - first, end - last]);
        var windows = near.unfold(2, 3 * Size, Size); // [B, H, n, D, 3C]
        return windows.permute(0, 2, 1, 4, 3).reshape(rows * blocks.Count, heads, 3 * Size, width).MoveToOuterDisposeScope();
    }

    /// <summary>Puts the blocks' results in a row again.</summary>
    /// <param name="parts">Of <see cref="Parts"/>, each <c>[B * n, C, M]</c>.</param>
    /// <param name="rows">B.</param>
    /// <returns><c>[B, L, M]</c>.</returns>
    public Tensor Join(IReadOnlyList<Tensor> parts, long rows)
    {
        using var scope = NewDisposeScope();
        Tensor[] joined = [.. parts.Select(part => part.view(rows, -1, part.shape[2]))];
        return (joined.Length == 1 ? joined[0] : cat(joined, 1)).narrow(1, 0, Length).MoveToOuterDisposeScope();
    }

    /// <summary>Which keys a query of a block does not see.</summary>
    /// <param name="segments">Padding or packed examples.</param>
    /// <param name="blocks">n blocks.</param>
    /// <returns>Bool <c>[B, n, 1, C, 3 * C]</c>.</returns>
    public Tensor Hidden(EncoderSegments segments, BlockRange blocks)
    {
        using var scope = NewDisposeScope();
        // Positions outside of the sequence are padding, or a segment that no position is in.
        var outside = segments.Packed ? -1 : 0;
        var labels = functional.pad(segments.Labels(), [Size, Filler + Size], value: outside)
            .narrow(1, blocks.First * Size, (blocks.Count + 2) * Size);
        var queries = labels.narrow(1, Size, blocks.Count * Size).view(-1, blocks.Count, Size, 1);
        var keys = labels.unfold(1, 3 * Size, Size).unsqueeze(2); // [B, n, 1, 3C]
        var seen = segments.Packed ? queries.eq(keys) : queries.logical_and(keys); // [B, n, C, 3C]
        using Scalar end = 3 * Size;
        var places = arange(Scalars.Zero, end, Scalars.One, ScalarType.Int64, segments.Device);
        var distance = places.unsqueeze(0) - places.narrow(0, Size, Size).unsqueeze(1); // [C, 3C]
        using Scalar radius = Radius;
        return seen.logical_and(distance.abs().le(radius)).logical_not().unsqueeze(2).MoveToOuterDisposeScope();
    }
}
