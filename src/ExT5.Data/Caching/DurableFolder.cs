using System.Runtime.InteropServices;

namespace ExT5.Data;

/// <summary>Waits until the names in a folder are on the disk, which makes creations and renames in it lasting.</summary>
internal static partial class DurableFolder
{
    private const int InvalidArgument = 22;

    /// <summary>Flushes the folder (POSIX; NTFS journals names itself).</summary>
    public static void Flush(string path)
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
