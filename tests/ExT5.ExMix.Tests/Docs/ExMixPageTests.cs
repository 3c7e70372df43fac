namespace ExT5.ExMix.Tests.Docs;

public sealed class ExMixPageTests
{
    [Fact]
    public void The_page_about_ExMix_lists_what_the_code_holds()
    {
        var path = Path.Combine(SharedFolder.RepositoryRoot, "docs", "exmix.md");
        var page = ExMixPage.Text();

        // To write the page anew after a change: EXT5_WRITE_DOCS=1 dotnet test -c Release tests/ExT5.ExMix.Tests
        if (Environment.GetEnvironmentVariable("EXT5_WRITE_DOCS") == "1") File.WriteAllText(path, page);

        Assert.Equal(page, File.ReadAllText(path));
    }
}
