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
        var file = DataFile.Open(path);
        var start = new byte[(int)Math.Min(StartBytes, file.Length)];
        start = start[..file.ReadAtMost(start, 0)];
        ForeignFormat.Refuse(path, start, file.Length);
        var text = new TextSink(path, options);
        if (PackedFile.FormatOf(start) is { } format)
        {
            await PackedFile.UnpackAsync(path, file, format, text, options, cancellationToken).ConfigureAwait(false);
            return text.Finish();
        }

        if (PackedFile.NamedAs(path) is { } name)
            throw new DataSourceException(path, null, $"The file is named .{name.Suffix} and is not {name.Format}. Rename it, or fetch it again.");
        if (TextMark.EncodingOf(path, start, options.Encoding) is null) return file;
        var buffer = new byte[BufferBytes];
        long place = 0;
        for (int read; (read = await file.ReadAsync(buffer, place, cancellationToken).ConfigureAwait(false)) > 0; place += read)
            text.Write(buffer.AsSpan(0, read));
        return text.Finish();
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
