namespace ExT5.Data;

/// <summary>Unpacks a file into memory.</summary>
internal delegate Task<ReadOnlyMemory<byte>> Unpack(string path, FileSourceOptions options, CancellationToken cancellationToken);

/// <summary>Packed files, known by their first bytes, and the limits on what they unpack to.</summary>
internal static class PackedFile
{
    private const long UnsuspectedBytes = 10L << 20;
    private const int FirstBuffer = 1 << 20;

    /// <summary>How a file that starts so is unpacked; null when it is not packed. No UTF-8 text starts so.</summary>
    public static Unpack? FormatOf(ReadOnlySpan<byte> start) =>
        GzipFile.IsGzip(start) ? GzipFile.UnpackAsync : ZstdFile.IsZstd(start) ? ZstdFile.UnpackAsync : null;

    /// <summary>What the name of a file says that it is packed with; null when nothing.</summary>
    public static (string Suffix, string Format)? NamedAs(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? ("gz", "gzip")
        : path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? ("zst", "zstd") : null;

    /// <summary>The name of a file without the suffix that says how it is packed.</summary>
    public static string NameInside(string path) => NamedAs(path) is { } name ? path[..^(name.Suffix.Length + 1)] : path;

    /// <summary>Reads all that comes out of a packed file of some length, within the limits.</summary>
    /// <param name="unpacking">What comes out.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="packedBytes">Length of the packed file.</param>
    /// <param name="extra">Bytes that come out besides the file's own.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream unpacking, string path, long packedBytes, int extra, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var plausible = Math.Max(UnsuspectedBytes, (double)options.MaxExpansion * packedBytes);
        var limit = (long)Math.Min(options.MaxUnpackedBytes, plausible);
        var buffer = new byte[FirstBuffer];
        for (var filled = 0; ;)
        {
            var read = await unpacking.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0) return buffer.AsMemory(0, filled);
            filled += read;
            if (filled - extra > limit)
                throw new DataSourceException(path, null,
                    $"The file unpacks to more than {limit:N0} bytes. Raise MaxUnpackedBytes or MaxExpansion if it is trusted.");
            if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * filled, Array.MaxLength));
        }
    }
}
