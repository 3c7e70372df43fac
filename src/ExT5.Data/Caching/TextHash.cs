using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ExT5.Data;

/// <summary>SHA-256 of formatted rows, in hexadecimal.</summary>
internal static class TextHash
{
    private const int SampledRows = 64, RowsPerPart = 1024;

    /// <summary>Of one text.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));

    /// <summary>Of up to 64 rows spread over all, the first and the last among them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="passesBadRows">Takes a row that cannot be read or formatted for what it is, instead of throwing.</param>
    public static string OfSample(IReadOnlyList<TextExample> rows, bool passesBadRows = false)
    {
        var count = Math.Min(SampledRows, rows.Count);
        var sample = Enumerable.Range(0, count).Select(i => count == 1 ? 0 : (int)((long)i * (rows.Count - 1) / (count - 1)));
        return Convert.ToHexStringLower(Of(rows, sample, passesBadRows));
    }

    /// <summary>Of all rows: a hash of the hashes of parts, so that their order counts and memory stays small.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    /// <param name="passesBadRows">As in <see cref="OfSample"/>.</param>
    /// <param name="workers">Most threads; -1 takes all processors.</param>
    public static async Task<string> OfAllAsync(
        IReadOnlyList<TextExample> rows, CancellationToken cancellationToken, bool passesBadRows = false, int workers = -1)
    {
        var parts = new byte[(rows.Count + RowsPerPart - 1) / RowsPerPart][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, parts.Length, parallel, (part, _) =>
        {
            var first = part * RowsPerPart;
            parts[part] = Of(rows, Enumerable.Range(first, Math.Min(RowsPerPart, rows.Count - first)), passesBadRows);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Of(IReadOnlyList<TextExample> rows, IEnumerable<int> places, bool passesBadRows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var place in places)
        {
            TextExample row;
            try
            {
                row = rows[place];
            }
            catch (Exception error) when (passesBadRows && error is not OutOfMemoryException)
            {
                hash.AppendData("bad row"u8);
                continue;
            }

            Append(hash, row.Input);
            Append(hash, row.Target);
            // What has none keeps the hash it always had.
            if (row.TargetWeights is { } parts) Append(hash, string.Join(' ', parts.Select(part => FormattableString.Invariant($"{part.Start} {part.Length} {part.Weight:R}"))));
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
