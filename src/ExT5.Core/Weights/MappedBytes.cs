using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace ExT5.Core;

/// <summary>A whole file as read-only memory.</summary>
internal sealed unsafe class MappedBytes : IDisposable
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;

    private MappedBytes(FileStream stream)
    {
        Length = stream.Length;
        // Systems refuse to map nothing.
        if (Length == 0)
            return;
        _file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
    }

    public long Length { get; }

    public static MappedBytes Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return new MappedBytes(stream);
    }

    /// <summary>Lends bytes; the map stays until the loan is given back, whoever disposes it meanwhile.</summary>
    public Loan Lend(long start, int length)
    {
        if (start < 0 || length < 0 || length > Length - start)
            throw new ArgumentOutOfRangeException(nameof(start), $"{start} + {length} is not within {Length} bytes.");
        return _view is null ? default : new Loan(_view.SafeMemoryMappedViewHandle, start, length);
    }

    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
    }

    /// <summary>Bytes of the map for as long as this is not disposed.</summary>
    public readonly ref struct Loan : IDisposable
    {
        private readonly SafeMemoryMappedViewHandle? _map;

        public Loan(SafeMemoryMappedViewHandle map, long start, int length)
        {
            byte* memory = null;
            map.AcquirePointer(ref memory);
            _map = map;
            Bytes = new ReadOnlySpan<byte>(memory + start, length);
        }

        public ReadOnlySpan<byte> Bytes { get; }

        public void Dispose() => _map?.ReleasePointer();
    }
}
