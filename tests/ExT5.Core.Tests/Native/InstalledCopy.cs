namespace ExT5.Core.Tests.Native;

/// <summary>These tests installed a second time: managed files copied, native ones linked where and if wanted.</summary>
internal sealed class InstalledCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="nativeFolder">Where the native libraries shall lie, relative to the application.</param>
    /// <param name="leftOut">Native libraries that are not installed.</param>
    public InstalledCopy(string nativeFolder = "", Predicate<string>? leftOut = null)
    {
        Directory.CreateDirectory(_folder.File(nativeFolder));
        foreach (var path in Directory.GetFiles(AppContext.BaseDirectory))
        {
            var name = System.IO.Path.GetFileName(path);
            if (!name.Contains(".so", StringComparison.Ordinal))
                File.Copy(path, _folder.File(name));
            else if (leftOut?.Invoke(name) != true)
                File.CreateSymbolicLink(_folder.File(System.IO.Path.Combine(nativeFolder, name)), path);
        }
        // Without it the host takes what lies in the folder, so that absent libraries do not stop it.
        foreach (var list in Directory.GetFiles(Path, "*.deps.json"))
            File.Delete(list);
    }

    public string Path => _folder.Path;

    /// <summary>Every file and when it was last written.</summary>
    public IReadOnlyList<string> Listing() =>
        [.. new DirectoryInfo(Path).GetFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(file => $"{file.FullName} {file.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();
}
