namespace ExT5.Data;

/// <summary>Lines of a file.</summary>
internal static class LineCount
{
    private const int BufferBytes = 1 << 18;

    /// <summary>The line, from 1, on which a place in the file lies.</summary>
    public static long At(ByteStore bytes, long offset)
    {
        var buffer = new byte[BufferBytes];
        var (line, afterReturn) = (1L, false);
        for (long position = 0; position < offset;)
        {
            var read = bytes.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - position)), position);
            if (read == 0) break;
            var part = buffer.AsSpan(0, read);
            if (part.Contains((byte)'\r') || afterReturn) (line, afterReturn) = Count(part, line, afterReturn);
            else line += part.Count((byte)'\n');
            position += read;
        }
        return line;
    }

    /// <summary>The line of a place that a JSON reader tells in its own way: so many line feeds, then so many bytes.</summary>
    public static long At(ByteStore bytes, long start, long feeds, long bytesBehind)
    {
        var buffer = new byte[BufferBytes];
        var position = start;
        for (int read; feeds > 0 && (read = bytes.Read(buffer, position)) > 0;)
        {
            var part = buffer.AsSpan(0, read);
            if (part.Count((byte)'\n') is var found && found < feeds)
            {
                feeds -= found;
                position += read;
                continue;
            }

            for (; feeds > 0; feeds--)
            {
                var next = part.IndexOf((byte)'\n') + 1;
                part = part[next..];
                position += next;
            }
        }
        return At(bytes, position + bytesBehind);
    }

    private static (long Line, bool AfterReturn) Count(ReadOnlySpan<byte> part, long line, bool afterReturn)
    {
        foreach (var unit in part)
        {
            if (unit == '\r' || (unit == '\n' && !afterReturn)) line++;
            afterReturn = unit == '\r';
        }
        return (line, afterReturn);
    }
}
