using Microsoft.Win32.SafeHandles;

namespace ExT5.Data;

/// <summary>
/// A file that appears under its name complete and on the disk, or not at all: it is written under a temporary name of its own,
/// flushed and renamed. The system drops the lock of a temporary file however its writer ends, so leftovers are known.
/// </summary>
internal sealed class PublishedFile : IDisposable
{
    private const string TemporaryPrefix = ".tmp-";
    private readonly string _path, _temporary;
    private bool _published;

    public PublishedFile(string path)
    {
        _path = path;
        _temporary = Path.Combine(
            Path.GetDirectoryName(path)!, $"{TemporaryPrefix}{Path.GetFileName(path)}.{Guid.NewGuid().ToString("N")[..8]}");
        Handle = File.OpenHandle(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>What is written to.</summary>
    public SafeFileHandle Handle { get; }

    public static void Write(string path, ReadOnlySpan<byte> contents)
    {
        using var file = new PublishedFile(path);
        RandomAccess.Write(file.Handle, contents, 0);
        file.Publish();
    }

    /// <summary>Flushes and renames, replacing an earlier file of the name.</summary>
    public void Publish()
    {
        RandomAccess.FlushToDisk(Handle);
        Handle.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _published = true;
        DurableFolder.Flush(Path.GetDirectoryName(_path)!);
    }

    /// <summary>Removes what killed processes left of files that fit; those that another process writes stay.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fits">Tells by the name the file was to get.</param>
    public static void RemoveLeftovers(string folder, Func<string, bool> fits)
    {
        foreach (var path in Directory.EnumerateFiles(folder, TemporaryPrefix + "*"))
        {
            var name = Path.GetFileNameWithoutExtension(path)[TemporaryPrefix.Length..];
            if (fits(name) && !IsHeld(path)) File.Delete(path);
        }
    }

    public void Dispose()
    {
        Handle.Dispose();
        if (!_published) File.Delete(_temporary);
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
