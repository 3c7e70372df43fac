using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Inputs that are encoded and decoded together.</summary>
/// <param name="Places">Where each row stands among all inputs.</param>
/// <param name="Rows">The ids of each row, its end of sequence included; B rows, the longest first.</param>
internal sealed record EncoderBatch(int[] Places, int[][] Rows)
{
    /// <summary>Cuts inputs into batches of similar length, the longest first, so that little is padded.</summary>
    /// <param name="inputs">Ids of each input.</param>
    /// <param name="eosId">Appended to rows that do not end in it.</param>
    /// <param name="limits">Most rows and most tokens of a batch.</param>
    /// <param name="rowsPerInput">Rows of the decoder for each input.</param>
    /// <param name="memory">What batches take, and may.</param>
    /// <exception cref="RequestTooLargeException">An input needs more memory than a batch may take; the first batch tells.</exception>
    public static IEnumerable<EncoderBatch> Plan(
        IReadOnlyList<int[]> inputs, int eosId, GenerationLimits limits, int rowsPerInput, BatchMemory memory)
    {
        var sorted = inputs
            .Select((ids, place) => (Place: place, Ids: ids.Length > 0 && ids[^1] == eosId ? ids : [.. ids, eosId]))
            .OrderByDescending(row => row.Ids.Length)
            .ToArray();
        for (var first = 0; first < sorted.Length;)
        {
            var length = sorted[first].Ids.Length;
            var count = (int)Math.Clamp(limits.BatchTokens / ((long)length * rowsPerInput), 1, limits.BatchSize);
            count = memory.Fitting(Math.Min(count, sorted.Length - first), length, sorted[first].Place);
            var rows = sorted.AsSpan(first, count).ToArray();
            yield return new([.. rows.Select(row => row.Place)], [.. rows.Select(row => row.Ids)]);
            first += rows.Length;
        }
    }

    /// <summary>The ids, int64 [B, S], padded on the right.</summary>
    public Tensor Tokens(int padId, Device device)
    {
        var length = Rows[0].Length;
        var ids = new long[Rows.Length * length];
        Array.Fill(ids, padId);
        for (var row = 0; row < Rows.Length; row++)
            for (var position = 0; position < Rows[row].Length; position++)
                ids[(row * length) + position] = Rows[row][position];
        return tensor(ids, [Rows.Length, length], device: device);
    }

    /// <summary>1 at ids and 0 at padding, int64 [B, S]; nothing when no row is padded.</summary>
    public Tensor? Mask(Device device)
    {
        var length = Rows[0].Length;
        if (Rows[^1].Length == length)
            return null;
        var mask = new long[Rows.Length * length];
        for (var row = 0; row < Rows.Length; row++)
            mask.AsSpan(row * length, Rows[row].Length).Fill(1);
        return tensor(mask, [Rows.Length, length], device: device);
    }
}
