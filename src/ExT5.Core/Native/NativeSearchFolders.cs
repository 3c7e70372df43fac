using System.Runtime.InteropServices;
using TorchSharp;

namespace ExT5.Core;

/// <summary>The folders in which the .NET host looks for an application's native libraries, in the host's order.</summary>
internal sealed class NativeSearchFolders(IEnumerable<string> folders)
{
    public IReadOnlyList<string> Folders { get; } =
        [.. folders.Where(folder => folder.Length > 0).Select(Path.TrimEndingDirectorySeparator).Distinct()];

    /// <summary>
    /// Application folder (RID-specific output), <c>runtimes/RID/native</c> below it (portable output), the folders the
    /// host took from the application's deps.json (both, and the package cache), and TorchSharp's own folder.
    /// </summary>
    public static NativeSearchFolders OfThisProcess()
    {
        var application = AppContext.BaseDirectory;
        var fromHost = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        var torchSharp = Path.GetDirectoryName(TorchSharpFile()) ?? "";
        return new([
            .. fromHost.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            application,
            BelowRuntimes(application),
            torchSharp,
            torchSharp.Length > 0 ? BelowRuntimes(torchSharp) : ""]);
    }

    /// <summary>The full path of the first file of this name, or null.</summary>
    public string? Find(string fileName) =>
        Folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);

    private static string BelowRuntimes(string folder) =>
        Path.Combine(folder, "runtimes", TorchLibraries.PortableRuntimeIdentifier, "native");

    private static string TorchSharpFile() => typeof(torch).Assembly.Location;
}
