namespace ExT5.Core;

/// <summary>A native library that TorchSharp needs is absent or cannot be loaded on this machine.</summary>
public sealed class NativeLibraryException : ExT5CoreException
{
    /// <summary>States which library failed, why, where it was looked for and what to do.</summary>
    /// <param name="library">File name or path of the library that failed, for instance <c>libtorch.so</c>.</param>
    /// <param name="reason">Why it failed; for a library that was found, the loader's own words.</param>
    /// <param name="searchedFolders">The folders looked in, in order.</param>
    /// <param name="advice">The package to add or the step to take.</param>
    /// <param name="innerException">The cause.</param>
    public NativeLibraryException(
        string library,
        string reason,
        IReadOnlyList<string> searchedFolders,
        string advice,
        Exception? innerException = null)
        : base(Describe(library, reason, searchedFolders, advice), innerException)
    {
        Library = library;
        Reason = reason;
        SearchedFolders = searchedFolders;
    }

    /// <summary>File name or path of the library that failed.</summary>
    public string Library { get; }

    /// <summary>Why it failed; for a library that was found, the loader's own words.</summary>
    public string Reason { get; }

    /// <summary>The folders looked in, in order.</summary>
    public IReadOnlyList<string> SearchedFolders { get; }

    private static string Describe(string library, string reason, IReadOnlyList<string> folders, string advice) =>
        $"The native library '{library}' cannot be loaded: {reason.TrimEnd('.')}. " +
        $"Looked in: {string.Join(", ", folders)}. {advice}";
}
