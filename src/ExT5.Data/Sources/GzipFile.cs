using System.IO.Compression;

namespace ExT5.Data;

/// <summary>Unpacks a gzip file of one or more members into memory, within limits, and refuses one cut short.</summary>
internal static class GzipFile
{
    private const long UnsuspectedBytes = 10L << 20;
    private const int FirstBuffer = 1 << 20, FileBuffer = 1 << 16;

    /// <summary>True when the bytes start as gzip does; no UTF-8 text starts so.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith([(byte)0x1F, (byte)0x8B]);

    public static async Task<ReadOnlyMemory<byte>> UnpackAsync(
        string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBuffer);
        var plausible = Math.Max(UnsuspectedBytes, (double)options.MaxExpansion * file.Length);
        var limit = (long)Math.Min(options.MaxUnpackedBytes, plausible);
        using var unpacking = new GZipStream(new SealedGzip(file), CompressionMode.Decompress);
        try
        {
            return WithoutSeal(path, await ReadAsync(unpacking, limit, path, cancellationToken).ConfigureAwait(false));
        }
        catch (InvalidDataException error)
        {
            throw new DataSourceException(path, null, $"The gzip file is damaged or cut short: {error.Message}", error);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream unpacking, long limit, string path, CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBuffer];
        for (var filled = 0; ;)
        {
            var read = await unpacking.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0) return buffer.AsMemory(0, filled);
            filled += read;
            if (filled - SealedGzip.Seal.Length > limit)
                throw new DataSourceException(path, null,
                    $"The gzip file unpacks to more than {limit:N0} bytes. " +
                    "Raise MaxUnpackedBytes or MaxExpansion if it is trusted.");
            if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * filled, Array.MaxLength));
        }
    }

    private static ReadOnlyMemory<byte> WithoutSeal(string path, ReadOnlyMemory<byte> unpacked) =>
        unpacked.Span.EndsWith(SealedGzip.Seal)
            ? unpacked[..^SealedGzip.Seal.Length]
            : throw new DataSourceException(path, null,
                "The gzip file is cut short, or something that is not gzip follows it. Fetch it again.");
}
