using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Where the prompt goes in packed rows: before the first place of each example. B rows, S places, S' places with
/// prompts, P virtual tokens.
/// </summary>
internal sealed class PackedPrompt
{
    private readonly Device _device;
    private readonly long _length;
    private readonly long[] _sources; // [B * S'], rows of the table of all embedded places, the prompt and a padding
    private readonly long[] _segments; // [B * S']

    /// <param name="segmentIds">Int64 <c>[B, S]</c>.</param>
    /// <param name="virtualTokens">P.</param>
    public PackedPrompt(Tensor segmentIds, long virtualTokens)
    {
        _device = segmentIds.device;
        var (rows, places) = ((int)segmentIds.shape[0], (int)segmentIds.shape[1]);
        var ids = HostCopy.Longs(segmentIds);
        var examples = Enumerable.Range(0, rows).Max(row => Starts(ids.AsSpan(row * places, places)));
        _length = places + (examples * virtualTokens);
        _sources = new long[rows * _length];
        _segments = new long[_sources.Length];
        Array.Fill(_sources, ids.Length + virtualTokens);
        for (var row = 0; row < rows; row++)
            Fill(ids, row, places, virtualTokens);
    }

    /// <summary>The places with their prompts <c>[B, S', M]</c>.</summary>
    /// <param name="embedded"><c>[B, S, M]</c>.</param>
    /// <param name="prompt"><c>[P, M]</c>.</param>
    public Tensor Insert(Tensor embedded, Tensor prompt)
    {
        using var scope = NewDisposeScope();
        var padding = zeros([1, embedded.shape[2]], embedded.dtype, embedded.device);
        var table = cat([embedded.flatten(0, 1), prompt.to(embedded.dtype), padding], 0); // [B * S + P + 1, M]
        return table.index_select(0, tensor(_sources, device: _device)).view(-1, _length, embedded.shape[2]).MoveToOuterDisposeScope();
    }

    /// <summary>Int64 <c>[B, S']</c>.</summary>
    public Tensor SegmentIds() => tensor(_segments, [_segments.Length / _length, _length], device: _device);

    private void Fill(long[] ids, int row, int places, long virtualTokens)
    {
        var to = row * _length;
        var previous = 0L;
        for (var from = row * places; from < (row + 1) * places; from++)
        {
            if (ids[from] != 0 && ids[from] != previous)
                for (var token = 0; token < virtualTokens; token++)
                    (_sources[to], _segments[to++]) = (ids.Length + token, ids[from]);
            (_sources[to], _segments[to++]) = (from, ids[from]);
            previous = ids[from];
        }
    }

    private static int Starts(ReadOnlySpan<long> ids)
    {
        var (starts, previous) = (0, 0L);
        foreach (var id in ids)
        {
            if (id != 0 && id != previous)
                starts++;
            previous = id;
        }

        return starts;
    }
}
