using System.IO.Compression;

namespace ExT5.Data;

/// <summary>gzip files of one or more members; one cut short is refused.</summary>
internal static class GzipFile
{
    public static PackedFormat Format { get; } = new(
        "gzip", SealedGzip.Seal.ToArray(), file => new GZipStream(new SealedGzip(file), CompressionMode.Decompress),
        error => error is InvalidDataException, "The gzip file is damaged or cut short, or something that is not gzip follows it. Fetch it again.");

    /// <summary>True when the bytes start as gzip does.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith([(byte)0x1F, (byte)0x8B]);
}
