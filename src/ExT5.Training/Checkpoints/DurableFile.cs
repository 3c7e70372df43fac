using System.Runtime.InteropServices;

namespace ExT5.Training;

/// <summary>Waits until files and folder entries are on the disk, not only in the system's cache.</summary>
internal static partial class DurableFile
{
    private const int InvalidArgument = 22;

    /// <summary>Flushes a file's contents (fsync).</summary>
    public static void Flush(string path)
    {
        // Windows flushes only through a handle that may write.
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Flushes the names in a folder, which makes creations and renames in it lasting (POSIX; NTFS journals them itself).</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(path, flags: 0);
        if (descriptor < 0) throw LastError(path);
        try
        {
            // Some network file systems know no flush of folders and answer EINVAL: nothing more can be done there.
            if (FSync(descriptor) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument) throw LastError(path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException LastError(string path) =>
        new($"The folder '{path}' could not be flushed to disk: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
