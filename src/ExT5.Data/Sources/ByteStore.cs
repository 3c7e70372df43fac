using Microsoft.Win32.SafeHandles;

namespace ExT5.Data;

/// <summary>Bytes that may be read at any place by any thread.</summary>
internal abstract class ByteStore
{
    /// <summary>Number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads up to the end of the destination, or less; 0 at the end of the bytes.</summary>
    public abstract int Read(Span<byte> destination, long offset);

    public abstract ValueTask<int> ReadAsync(Memory<byte> destination, long offset, CancellationToken cancellationToken);

    /// <summary>Fills the destination; false when the bytes end before.</summary>
    public bool TryReadExactly(Span<byte> destination, long offset) => ReadAtMost(destination, offset) == destination.Length;

    /// <summary>Fills the destination as far as there are bytes; returns how many.</summary>
    public int ReadAtMost(Span<byte> destination, long offset)
    {
        var filled = 0;
        for (int read; filled < destination.Length && (read = Read(destination[filled..], offset + filled)) > 0;) filled += read;
        return filled;
    }
}

/// <summary>A file on disk; its handle closes when nothing reads from it any more.</summary>
internal sealed class FileBytes(SafeFileHandle handle) : ByteStore
{
    public override long Length => RandomAccess.GetLength(handle);

    public override int Read(Span<byte> destination, long offset) => RandomAccess.Read(handle, destination, offset);

    public override ValueTask<int> ReadAsync(Memory<byte> destination, long offset, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(handle, destination, offset, cancellationToken);
}

/// <summary>Bytes in memory.</summary>
internal sealed class MemoryBytes(ReadOnlyMemory<byte> bytes) : ByteStore
{
    public override long Length => bytes.Length;

    public override int Read(Span<byte> destination, long offset)
    {
        var rest = bytes.Span[(int)Math.Min(offset, bytes.Length)..];
        var length = Math.Min(rest.Length, destination.Length);
        rest[..length].CopyTo(destination);
        return length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> destination, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(destination.Span, offset));
    }
}
