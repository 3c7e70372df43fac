using System.Text;
using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>Opens the bytes of a text file as UTF-8: unpacked when it is packed, converted when an encoding is given.</summary>
internal static class TextBytes
{
    public static async ValueTask<ByteStore> OpenAsync(
        string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var file = new FileBytes(File.OpenHandle(path));
        var start = new byte[4];
        var read = await file.ReadAsync(start, 0, cancellationToken).ConfigureAwait(false);
        if (PackedFile.FormatOf(start.AsSpan(0, read)) is { } format)
            return new MemoryBytes(Converted(path, await format(path, options, cancellationToken).ConfigureAwait(false), options));
        if (PackedFile.NamedAs(path) is { } name)
            throw new DataSourceException(path, null, $"The file is named .{name.Suffix} and is not {name.Format}. Rename it, or fetch it again.");
        if (options.Encoding is null) return file;
        return new MemoryBytes(Converted(path, await WholeAsync(path, options, cancellationToken).ConfigureAwait(false), options));
    }

    /// <summary>The whole of a file that is one row.</summary>
    public static byte[] ReadWhole(string path, FileSourceOptions options)
    {
        var limits = options with { MaxUnpackedBytes = Math.Min(options.MaxUnpackedBytes, options.MaxRowBytes) };
        var bytes = OpenAsync(path, limits, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (bytes.Length > options.MaxRowBytes)
            throw new DataSourceException(path, null, $"The file has more than {options.MaxRowBytes:N0} bytes. Raise MaxRowBytes if it is right.");
        var whole = new byte[bytes.Length];
        return bytes.TryReadExactly(whole, 0)
            ? whole
            : throw new DataSourceException(path, null, "The file became shorter while it was read. Read it again.");
    }

    private static async ValueTask<ReadOnlyMemory<byte>> WholeAsync(
        string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        if (file.Length > options.MaxUnpackedBytes)
            throw new DataSourceException(path, null,
                $"The file has more than {options.MaxUnpackedBytes:N0} bytes, and with an encoding it is converted in memory. " +
                "Raise MaxUnpackedBytes, or convert it to UTF-8.");
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private static ReadOnlyMemory<byte> Converted(string path, ReadOnlyMemory<byte> bytes, FileSourceOptions options)
    {
        if (options.Encoding is not { } encoding || Utf8.IsValid(bytes.Span)) return bytes;
        try
        {
            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            return Encoding.Convert(strict, Encoding.UTF8, bytes.ToArray());
        }
        catch (DecoderFallbackException error)
        {
            throw new DataSourceException(path, null, $"The file is neither UTF-8 nor {encoding.WebName}: {error.Message}", error);
        }
    }
}
