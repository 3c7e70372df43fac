using System.IO.Compression;

namespace ExT5.Data;

/// <summary>Unpacks a gzip file of one or more members into memory, within limits, and refuses one cut short.</summary>
internal static class GzipFile
{
    private const int FileBuffer = 1 << 16;

    /// <summary>True when the bytes start as gzip does; no UTF-8 text starts so.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith([(byte)0x1F, (byte)0x8B]);

    public static async Task<ReadOnlyMemory<byte>> UnpackAsync(
        string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBuffer);
        using var unpacking = new GZipStream(new SealedGzip(file), CompressionMode.Decompress);
        try
        {
            return WithoutSeal(path, await PackedFile.ReadAsync(
                unpacking, path, file.Length, SealedGzip.Seal.Length, options, cancellationToken).ConfigureAwait(false));
        }
        catch (InvalidDataException error)
        {
            throw new DataSourceException(path, null, $"The gzip file is damaged or cut short: {error.Message}", error);
        }
    }

    private static ReadOnlyMemory<byte> WithoutSeal(string path, ReadOnlyMemory<byte> unpacked) =>
        unpacked.Span.EndsWith(SealedGzip.Seal)
            ? unpacked[..^SealedGzip.Seal.Length]
            : throw new DataSourceException(path, null,
                "The gzip file is cut short, or something that is not gzip follows it. Fetch it again.");
}
