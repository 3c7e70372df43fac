namespace ExT5.Core.Tests.Native;

public class NativeSearchFoldersTests
{
    [Fact]
    public void The_first_folder_that_holds_a_file_gives_it()
    {
        using TemporaryFolder empty = new(), first = new(), second = new();
        File.WriteAllText(first.File("lib.so"), "");
        File.WriteAllText(second.File("lib.so"), "");
        var folders = new NativeSearchFolders([empty.Path, "", first.Path, second.Path]);

        Assert.Equal(first.File("lib.so"), folders.Find("lib.so"));
        Assert.Null(folders.Find("other.so"));
    }

    [Fact]
    public void Each_folder_is_searched_once() =>
        Assert.Equal(["/a", "/b"], new NativeSearchFolders(["/a/", "/b", "/a"]).Folders);

    [Fact]
    public void The_application_and_its_runtimes_folder_are_searched()
    {
        var folders = NativeSearchFolders.OfThisProcess().Folders;

        Assert.Contains(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), folders);
        Assert.Contains(
            Path.Combine(AppContext.BaseDirectory, "runtimes", TorchLibraries.PortableRuntimeIdentifier, "native"), folders);
    }
}
