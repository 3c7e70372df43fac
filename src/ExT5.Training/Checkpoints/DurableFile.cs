namespace ExT5.Training;

/// <summary>Waits until a file is on the disk, not only in the system's cache.</summary>
internal static class DurableFile
{
    /// <summary>Flushes a file's contents (fsync).</summary>
    public static void Flush(string path)
    {
        // Windows flushes only through a handle that may write; elsewhere a file that is read-only can be flushed too.
        using var handle = File.OpenHandle(path, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read);
        RandomAccess.FlushToDisk(handle);
    }
}
