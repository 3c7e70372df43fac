using System.Text.RegularExpressions;

namespace ExT5.Data.Tests;

/// <summary>Code in README and docs is code that is compiled and run: each C# block stands line for line in a sample, a test or a tool.</summary>
public partial class SnippetTests
{
    private static readonly string[] Compiled = ["samples", "tests", "eng"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_code_block_of_a_page_is_compiled_somewhere(string page)
    {
        var sources = Compiled
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SharedFolder.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => Flat(File.ReadAllText(file)))
            .ToArray();

        foreach (Match block in CSharpBlock().Matches(File.ReadAllText(Path.Combine(SharedFolder.RepositoryRoot, page))))
            Assert.True(
                sources.Any(source => source.Contains(Flat(block.Groups[1].Value), StringComparison.Ordinal)),
                $"This block of {page} is in no sample, test or tool:\n{block.Groups[1].Value}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_of_a_page_leads_somewhere(string page)
    {
        var path = Path.Combine(SharedFolder.RepositoryRoot, page);

        foreach (Match link in RelativeLink().Matches(File.ReadAllText(path)))
            Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, link.Groups[1].Value)), $"{page} links to {link.Groups[1].Value}.");
    }

    public static TheoryData<string> Pages =>
    [
        "README.md", "CONTRIBUTING.md",
        .. Directory.EnumerateFiles(Path.Combine(SharedFolder.RepositoryRoot, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}"),
    ];

    private static string Flat(string code) => string.Join(
        '\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex RelativeLink();
}
