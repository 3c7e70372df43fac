namespace ExT5.Data;

/// <summary>A way of packing files, known by their first bytes.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Seal">What comes out behind the file's own bytes when the file is whole.</param>
/// <param name="Unpacking">Gives what comes out of a packed file.</param>
/// <param name="IsDamage">Tells errors that come of a damaged file.</param>
/// <param name="Damage">What to say of one.</param>
internal sealed record PackedFormat(
    string Name, byte[] Seal, Func<Stream, Stream> Unpacking, Func<Exception, bool> IsDamage, string Damage);

/// <summary>Takes bytes as they come.</summary>
internal interface IByteSink
{
    /// <summary>Takes the next bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}

/// <summary>Packed files, and the limits on what they unpack to.</summary>
internal static class PackedFile
{
    private const long UnsuspectedBytes = 10L << 20;
    private const int BufferBytes = 1 << 16;

    /// <summary>How a file that starts so is packed; null when it is not. No UTF-8 text starts so.</summary>
    public static PackedFormat? FormatOf(ReadOnlySpan<byte> start) =>
        GzipFile.IsGzip(start) ? GzipFile.Format : ZstdFile.IsZstd(start) ? ZstdFile.Format : null;

    /// <summary>What the name of a file says that it is packed with; null when nothing.</summary>
    public static (string Suffix, string Format)? NamedAs(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? ("gz", "gzip")
        : path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? ("zst", "zstd") : null;

    /// <summary>The name of a file without the suffix that says how it is packed.</summary>
    public static string NameInside(string path) => NamedAs(path) is { } name ? path[..^(name.Suffix.Length + 1)] : path;

    /// <summary>Unpacks a file as a stream: what comes out is handed on at once, and no more than the limits allow.</summary>
    /// <exception cref="DataSourceException">It is damaged, cut short, or unpacks to more than is allowed.</exception>
    public static async Task UnpackAsync(
        string path, ByteStore packed, PackedFormat format, IByteSink into, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var file = new ByteStoreStream(packed);
        var unpacking = format.Unpacking(file);
        await using var _ = unpacking.ConfigureAwait(false);
        var (buffer, held, seal) = (new byte[BufferBytes], 0, format.Seal.Length);
        try
        {
            for (var total = 0L; ;)
            {
                var read = await unpacking.ReadAsync(buffer.AsMemory(held), cancellationToken).ConfigureAwait(false);
                if (read == 0) break;
                total += read;
                CheckExpansion(path, total - seal, file.Position, options);
                // The last bytes may be the seal.
                var ready = Math.Max(0, held + read - seal);
                into.Write(buffer.AsSpan(0, ready));
                held += read - ready;
                buffer.AsSpan(ready, held).CopyTo(buffer);
            }
        }
        catch (Exception error) when (format.IsDamage(error))
        {
            throw new DataSourceException(path, null, $"{format.Damage} {error.Message}", error);
        }

        if (!buffer.AsSpan(0, held).SequenceEqual(format.Seal))
            throw new DataSourceException(path, null, format.Damage);
    }

    // Compared with what was read so far, so that a bomb is known before it fills the memory.
    private static void CheckExpansion(string path, long unpacked, long packed, FileSourceOptions options)
    {
        var plausible = Math.Max(UnsuspectedBytes, (double)options.MaxExpansion * packed);
        var limit = (long)Math.Min(options.MaxUnpackedBytes, plausible);
        if (unpacked > limit)
            throw new DataSourceException(path, null,
                $"The file unpacks to more than {limit:N0} bytes ({packed:N0} packed). Raise MaxUnpackedBytes or MaxExpansion if it is trusted.");
    }
}
