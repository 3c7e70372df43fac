namespace ExT5.Data;

/// <summary>Bytes gathered in memory chunk by chunk: never copied to make room, so they take what they are long.</summary>
internal sealed class ChunkedBytes : ByteStore, IByteSink
{
    private const int ChunkBytes = 1 << 16;
    private readonly List<byte[]> _chunks = [];
    private long _length;

    public override long Length => _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var place = (int)(_length % ChunkBytes);
            if (place == 0) _chunks.Add(new byte[ChunkBytes]);
            var count = Math.Min(bytes.Length, ChunkBytes - place);
            bytes[..count].CopyTo(_chunks[^1].AsSpan(place));
            bytes = bytes[count..];
            _length += count;
        }
    }

    public override int Read(Span<byte> destination, long offset)
    {
        var count = (int)Math.Min(destination.Length, _length - offset);
        if (count <= 0) return 0;
        for (var filled = 0; filled < count;)
        {
            var from = _chunks[(int)((offset + filled) / ChunkBytes)].AsSpan((int)((offset + filled) % ChunkBytes));
            from = from[..Math.Min(from.Length, count - filled)];
            from.CopyTo(destination[filled..]);
            filled += from.Length;
        }
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> destination, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(destination.Span, offset));
    }
}
