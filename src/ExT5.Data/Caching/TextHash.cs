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
    public static string OfSample(IReadOnlyList<TextExample> rows)
    {
        var count = Math.Min(SampledRows, rows.Count);
        var sample = Enumerable.Range(0, count).Select(i => count == 1 ? 0 : (int)((long)i * (rows.Count - 1) / (count - 1)));
        return Convert.ToHexStringLower(Of(rows, sample));
    }

    /// <summary>Of all rows, on all cores: a hash of the hashes of parts, so that their order counts and memory stays small.</summary>
    public static async Task<string> OfAllAsync(IReadOnlyList<TextExample> rows, CancellationToken cancellationToken)
    {
        var parts = new byte[(rows.Count + RowsPerPart - 1) / RowsPerPart][];
        await Parallel.ForAsync(0, parts.Length, cancellationToken, (part, _) =>
        {
            var first = part * RowsPerPart;
            parts[part] = Of(rows, Enumerable.Range(first, Math.Min(RowsPerPart, rows.Count - first)));
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Of(IReadOnlyList<TextExample> rows, IEnumerable<int> places)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var place in places)
        {
            var row = rows[place];
            Append(hash, row.Input);
            Append(hash, row.Target);
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
