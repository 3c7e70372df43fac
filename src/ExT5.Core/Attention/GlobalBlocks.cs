namespace ExT5.Core;

/// <summary>
/// The blocks of fixed length that transient-global attention summarises. Positions after the last whole block belong
/// to it; in a row without a whole block no position belongs to any.
/// </summary>
internal sealed class GlobalBlocks
{
    private readonly long[] _ids;
    private readonly long[] _last;

    /// <param name="real">Row by row, whether a position is no padding.</param>
    /// <param name="length">Positions of a row.</param>
    /// <param name="size">Positions of a block.</param>
    public GlobalBlocks(ReadOnlySpan<bool> real, int length, int size)
    {
        (Length, Count) = (length, length / size);
        _ids = new long[real.Length];
        _last = new long[real.Length / length];
        var positions = OfPositions(length, size);
        for (var row = 0; row < _last.Length; row++)
            Fill(row, real.Slice(row * length, length), positions, size);
    }

    /// <summary>Positions of a row.</summary>
    public int Length { get; }

    /// <summary>Whole blocks that a row without padding has, G.</summary>
    public int Count { get; }

    /// <summary>The block of every position of every row, -1 at padding and where a row has none.</summary>
    public ReadOnlySpan<long> Ids => _ids;

    /// <summary>The last block of every row, -1 where it has none.</summary>
    public ReadOnlySpan<long> Last => _last;

    // Transformers finds the block by adding up 1 / size in single precision, so that with a size that is no power of
    // two some positions fall to the neighbour of the block they would belong to; checkpoints are used that way.
    private static long[] OfPositions(int length, int size)
    {
        var part = 1f / size;
        var (sum, blocks) = (0.0, new long[length]);
        for (var i = 0; i < length; i++)
        {
            sum += part;
            blocks[i] = (long)MathF.Floor(1f + ((float)sum - part) - 1f);
        }

        return blocks;
    }

    private void Fill(int row, ReadOnlySpan<bool> real, long[] positions, int size)
    {
        var ids = _ids.AsSpan(row * Length, Length);
        var whole = 0;
        for (var i = 0; i < Length; i++)
        {
            ids[i] = real[i] ? Math.Max(positions[i], -1) : -1;
            whole += ids[i] >= 0 && i % size == size - 1 ? 1 : 0;
        }

        var last = -1L;
        for (var i = 0; i < Length; i++)
        {
            ids[i] = Math.Min(ids[i], whole - 1);
            last = Math.Max(last, ids[i]);
        }

        _last[row] = last;
    }
}
