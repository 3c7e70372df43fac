namespace ExT5.Data.Tests;

public class HubCacheTests
{
    // ENOSPC of POSIX; ERROR_DISK_FULL of Windows as .NET reports it.
    [Theory]
    [InlineData(28)]
    [InlineData(unchecked((int)0x80070070))]
    public void A_full_disk_is_said_to_be_full(int code)
    {
        var error = CacheOf("/cache").Failed(new IOException("No space left on device", code));

        Assert.Equal(HubProblem.Cache, error.Problem);
        Assert.Contains("is full. Free some, or name another folder with HubOptions.CacheFolder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_errors_are_passed_on_with_the_folder()
    {
        var error = CacheOf("/cache").Failed(new UnauthorizedAccessException("Access is denied"));

        Assert.Equal(HubProblem.Cache, error.Problem);
        Assert.Contains("cannot be used", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Access is denied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_kept_under_its_checksum_whatever_its_path()
    {
        var path = CacheOf("/cache").FilePath(new HubFile("a/b/../c.parquet", 1, new string('0', 64)));

        Assert.EndsWith(Path.Combine("datasets--a--b", "files", new string('0', 64), "c.parquet"), path, StringComparison.Ordinal);
    }

    private static HubCache CacheOf(string folder) =>
        new("a/b", new HubSettings("a/b", new HubOptions { CacheFolder = folder, Token = "", Endpoint = new Uri("https://hub.example"), Variable = _ => null }));
}
