namespace ExT5.Data;

/// <summary>Lines of a file.</summary>
internal static class LineCount
{
    private const int BufferBytes = 1 << 18;

    /// <summary>The line, from 1, on which a place in the file lies.</summary>
    public static long At(ByteStore bytes, long offset)
    {
        var buffer = new byte[BufferBytes];
        var line = 1L;
        for (long position = 0; position < offset;)
        {
            var read = bytes.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - position)), position);
            if (read == 0) break;
            line += buffer.AsSpan(0, read).Count((byte)'\n');
            position += read;
        }
        return line;
    }
}
