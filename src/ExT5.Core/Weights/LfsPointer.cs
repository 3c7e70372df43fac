namespace ExT5.Core;

/// <summary>The note of some lines that a clone without Git LFS holds in the place of a large file.</summary>
internal static class LfsPointer
{
    /// <summary>A pointer has at most this many bytes.</summary>
    public const int MostBytes = 1024;

    /// <summary>What to say behind the file's name.</summary>
    public const string Explanation =
        "is a Git LFS pointer, not the file itself: the folder was cloned without Git LFS. Run 'git lfs pull' in it, or download the file.";

    private static ReadOnlySpan<byte> Start => "version https://git-lfs.github.com/spec/"u8;

    public static bool Is(ReadOnlySpan<byte> file) => file.Length <= MostBytes && file.StartsWith(Start);
}
