using System.Diagnostics.CodeAnalysis;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace ExT5.Data;

/// <summary>A shard in memory as the system pages it in. Any number of threads may read it; nothing is allocated for a read.</summary>
internal sealed unsafe class MappedShard : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedShard(string path, ShardHeader header, string checksum, MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        (Path, Header, Checksum, _file, _view) = (path, header, checksum, file, view);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += view.PointerOffset;
    }

    public string Path { get; }

    public ShardHeader Header { get; }

    /// <summary>SHA-256 of header and block hashes, in hexadecimal.</summary>
    public string Checksum { get; }

    /// <summary>Opens a shard and checks header, length and the checksum of the block hashes; blocks are left to <see cref="ShardCheck"/>.</summary>
    /// <exception cref="CacheException">It is missing, damaged, cut, or no shard.</exception>
    public static MappedShard Open(string path)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Token caches are read on little-endian machines only.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            return Open(path, stream);
        }
        catch (FileNotFoundException error)
        {
            throw new CacheException($"The shard '{path}' is missing. Write it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CacheException($"The shard '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Number of ids of a text.</summary>
    /// <param name="text">Row in the shard times texts a row, plus 0 for the input or 1 for the target (documents: 0).</param>
    /// <exception cref="CacheException">The table is damaged there.</exception>
    public int Length(long text)
    {
        using var hold = new Hold(_view);
        return Place(text).Length;
    }

    /// <summary>Reads ids of a text from one of them on, as many as there are and fit.</summary>
    /// <returns>How many were read.</returns>
    /// <exception cref="CacheException">The table is damaged there, or an id is outside the vocabulary.</exception>
    public int Read(long text, int first, Span<int> destination)
    {
        using var hold = new Hold(_view);
        var (begin, length) = Place(text);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, length);
        var count = Math.Min(length - first, destination.Length);
        var ids = new ReadOnlySpan<byte>(_start + Header.IdsStart + (begin + first) * Header.IdBytes, count * Header.IdBytes);
        if (!WideIds.TryRead(ids, Header.IdBytes, Header.VocabularySize, destination[..count])) ThrowForeignId(text);
        return count;
    }

    /// <summary>Bytes of a section, as long as the shard is not disposed of; at most a block's.</summary>
    public ReadOnlySpan<byte> Bytes(long start, int length) => new(_start + start, length);

    public void Dispose()
    {
        // Reads under way hold the view, which is unmapped when the last of them ends.
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static MappedShard Open(string path, FileStream stream)
    {
        var bytes = stream.Length;
        var start = new byte[ShardHeader.Bytes];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var header = ShardHeader.Read(start.AsSpan(0, read), bytes, path);
        // As many bytes as the file has at its end: no more is allocated than is there.
        var hashes = new byte[header.HashesBytes];
        stream.Position = header.HashesStart;
        stream.ReadExactly(hashes);
        if (!ShardHeader.IsSealed(start, hashes))
            throw new CacheException($"'{path}' is damaged: header and block hashes do not give its checksum. Remove it and write this shard again.");
        var file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var view = file.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
        return new MappedShard(path, header, ShardHeader.ChecksumIn(start), file, view);
    }

    private (long Begin, int Length) Place(long text)
    {
        var table = _start + ShardHeader.TableStart;
        var begin = Unsafe.ReadUnaligned<long>(table + text * sizeof(long));
        var end = Unsafe.ReadUnaligned<long>(table + (text + 1) * sizeof(long));
        if (begin < 0 || end < begin || end > Header.Ids || end - begin > int.MaxValue) ThrowDamagedTable(text);
        return (begin, (int)(end - begin));
    }

    [DoesNotReturn]
    private void ThrowDamagedTable(long text) => throw new CacheException(
        $"'{Path}' is damaged: the table gives row {Header.FirstRow + text / Header.Texts} no place among its {Header.Ids:N0} ids. "
        + "Remove the shard and write it again; TokenCache.VerifyAsync names every damaged one.");

    [DoesNotReturn]
    private void ThrowForeignId(long text) => throw new CacheException(
        $"'{Path}' is damaged: row {Header.FirstRow + text / Header.Texts} has an id outside the vocabulary of {Header.VocabularySize}. "
        + "Remove the shard and write it again; TokenCache.VerifyAsync names every damaged one.");

    /// <summary>Keeps the view mapped while it is read.</summary>
    private readonly ref struct Hold
    {
        private readonly MemoryMappedViewAccessor _view;

        public Hold(MemoryMappedViewAccessor view)
        {
            _view = view;
            var held = false;
            view.SafeMemoryMappedViewHandle.DangerousAddRef(ref held);
        }

        public void Dispose() => _view.SafeMemoryMappedViewHandle.DangerousRelease();
    }
}
