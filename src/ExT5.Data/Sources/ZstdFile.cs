using ZstdSharp;

namespace ExT5.Data;

/// <summary>Unpacks a zstd file of one or more frames into memory, within limits, and refuses one cut short.</summary>
internal static class ZstdFile
{
    private const int FileBuffer = 1 << 16;

    /// <summary>True when the bytes start as a zstd frame does; no UTF-8 text starts so.</summary>
    public static bool IsZstd(ReadOnlySpan<byte> start) => start.StartsWith([(byte)0x28, (byte)0xB5, (byte)0x2F, (byte)0xFD]);

    public static async Task<ReadOnlyMemory<byte>> UnpackAsync(
        string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBuffer);
        using var unpacking = new DecompressionStream(file, checkEndOfStream: true, leaveOpen: true);
        try
        {
            return await PackedFile.ReadAsync(unpacking, path, file.Length, extra: 0, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ZstdException or EndOfStreamException)
        {
            throw new DataSourceException(path, null,
                $"The zstd file is damaged or cut short, or something that is not zstd follows it: {error.Message}", error);
        }
    }
}
