namespace ExT5.Data;

/// <summary>Lets one process at a time, and one opener in it, write a file of the cache. Dropped when its process ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the lock is free. The lock's file stays, as removing it would let two hold it.</summary>
    public static async Task<FileStream> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        for (; ; await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false))
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException error) when (IsHeld(error))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
    }

    // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION; EAGAIN of Linux and of macOS.
    private static bool IsHeld(IOException error) =>
        error.GetType() == typeof(IOException) && (error.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
