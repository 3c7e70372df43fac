using System.Text.Unicode;

namespace ExT5.Data;

/// <summary>Opens the bytes of a text file as UTF-8: unpacked when it is packed, converted when it is in another encoding.</summary>
internal static class TextBytes
{
    /// <summary>So many bytes tell what a file is.</summary>
    public const int StartBytes = 4096;

    private const int BufferBytes = 1 << 16;

    public static async ValueTask<ByteStore> OpenAsync(
        string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var text = await OpenAsGivenAsync(path, options, cancellationToken).ConfigureAwait(false);
        if (options is { Encoding: null, FallbackEncoding: { } fallback } && !await IsUtf8Async(text, cancellationToken).ConfigureAwait(false))
            return await ConvertedAsync(path, text, options with { Encoding = fallback }, cancellationToken).ConfigureAwait(false);
        return text;
    }

    private static async ValueTask<ByteStore> OpenAsGivenAsync(string path, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var file = DataFile.Open(path);
        var start = new byte[(int)Math.Min(StartBytes, file.Length)];
        start = start[..file.ReadAtMost(start, 0)];
        ForeignFormat.Refuse(path, start, file.Length);
        if (PackedFile.FormatOf(start) is { } format)
        {
            var text = new TextSink(path, options);
            await PackedFile.UnpackAsync(path, file, format, text, options, cancellationToken).ConfigureAwait(false);
            return text.Finish();
        }

        if (PackedFile.NamedAs(path) is { } name)
            throw new DataSourceException(path, null, $"The file is named .{name.Suffix} and is not {name.Format}. Rename it, or fetch it again.");
        return TextMark.EncodingOf(path, start, options.Encoding) is null
            ? file
            : await ConvertedAsync(path, file, options, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<ByteStore> ConvertedAsync(
        string path, ByteStore bytes, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var (text, buffer, place) = (new TextSink(path, options), new byte[BufferBytes], 0L);
        for (int read; (read = await bytes.ReadAsync(buffer, place, cancellationToken).ConfigureAwait(false)) > 0; place += read)
            text.Write(buffer.AsSpan(0, read));
        return text.Finish();
    }

    private static async ValueTask<bool> IsUtf8Async(ByteStore bytes, CancellationToken cancellationToken)
    {
        var (buffer, place, kept) = (new byte[BufferBytes], 0L, 0);
        for (int read; (read = await bytes.ReadAsync(buffer.AsMemory(kept), place, cancellationToken).ConfigureAwait(false)) > 0; place += read)
        {
            var filled = kept + read;
            // A character may go on in the next part.
            var whole = filled;
            while (whole > 0 && filled - whole < 4 && (buffer[whole - 1] & 0xC0) == 0x80) whole--;
            if (whole > 0 && buffer[whole - 1] >= 0xC0) whole--;
            else whole = filled;
            if (!Utf8.IsValid(buffer.AsSpan(0, whole))) return false;
            kept = filled - whole;
            buffer.AsSpan(whole, kept).CopyTo(buffer);
        }
        return Utf8.IsValid(buffer.AsSpan(0, kept));
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
}
