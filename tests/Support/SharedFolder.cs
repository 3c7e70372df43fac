namespace ExT5.Tests;

/// <summary>The optional folder of large references beside the repository; tests that need it skip visibly without it.</summary>
internal static class SharedFolder
{
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The path of a reference, or a skipped test.</summary>
    public static string Require(string relativePath)
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", relativePath));
        Assert.SkipUnless(Path.Exists(path), $"'../shared/{relativePath}' is not beside this checkout.");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ExT5.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("ExT5.sln is in no folder above the tests.");
    }
}
