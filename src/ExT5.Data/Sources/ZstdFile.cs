using ZstdSharp;

namespace ExT5.Data;

/// <summary>zstd files of one or more frames; one cut short is refused.</summary>
internal static class ZstdFile
{
    public static PackedFormat Format { get; } = new(
        "zstd", [], file => new DecompressionStream(file, checkEndOfStream: true, leaveOpen: true),
        error => error is ZstdException or EndOfStreamException, "The zstd file is damaged or cut short, or something that is not zstd follows it.");

    /// <summary>True when the bytes start as a zstd frame does, or one that is passed over, which parallel programs write first.</summary>
    public static bool IsZstd(ReadOnlySpan<byte> start) =>
        start.StartsWith([(byte)0x28, (byte)0xB5, (byte)0x2F, (byte)0xFD])
        || start.Length >= 4 && start[0] is >= 0x50 and <= 0x5F && start[1..].StartsWith([(byte)0x2A, (byte)0x4D, (byte)0x18]);
}
