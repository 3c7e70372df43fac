using System.Buffers;

namespace ExT5.Data;

/// <summary>A text in JSON that is too long to be held in memory.</summary>
/// <param name="before">What stands before it.</param>
internal sealed class JsonLongText(byte[] before)
{
    private const int BufferBytes = 1 << 16;
    private const byte Quote = (byte)'"';
    private static readonly SearchValues<byte> Between = SearchValues.Create(" \t\r\n,:"u8);

    /// <summary>What stands before it, and an empty text.</summary>
    public byte[] Emptied { get; } = [.. before, Quote, Quote];

    /// <summary>Finds the text that bytes end in the middle of; null when something else does not end.</summary>
    public static JsonLongText? Find(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOf(Quote);
        return start >= 0 && bytes[..start].IndexOfAnyExcept(Between) < 0 ? new JsonLongText(bytes[..start].ToArray()) : null;
    }

    /// <summary>Place behind its closing quote.</summary>
    /// <exception cref="FormatException">The bytes end before.</exception>
    public async ValueTask<long> EndAsync(ByteStore bytes, long position, CancellationToken cancellationToken)
    {
        var (buffer, isEscaped) = (new byte[BufferBytes], false);
        for (var place = position + before.Length + 1; ;)
        {
            var read = await bytes.ReadAsync(buffer, place, cancellationToken).ConfigureAwait(false);
            if (read == 0) throw new FormatException("A text is not closed before the file ends.");
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] == Quote && !isEscaped) return place + i + 1;
                isEscaped = buffer[i] == '\\' && !isEscaped;
            }
            place += read;
        }
    }
}
