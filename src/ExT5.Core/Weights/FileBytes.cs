using Microsoft.Win32.SafeHandles;

namespace ExT5.Core;

/// <summary>A file read at places straight into the caller's memory: no map, so no page counts twice and no cut file kills.</summary>
internal sealed class FileBytes : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;

    private FileBytes(string path, SafeFileHandle file)
    {
        _path = path;
        _file = file;
        Length = RandomAccess.GetLength(file);
    }

    public long Length { get; }

    public static FileBytes Open(string path) =>
        new(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read));

    /// <summary>Fills the destination with the bytes from a place on.</summary>
    /// <exception cref="SafetensorsException">The file ends before, since others shortened it.</exception>
    public void Read(long start, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_file, destination, start);
            if (read == 0)
                throw new SafetensorsException(
                    _path, SafetensorsRule.FileEnd, $"the file had {Length} bytes and was shortened while it was read");
            destination = destination[read..];
            start += read;
        }
    }

    public void Dispose() => _file.Dispose();
}
