using System.Text.RegularExpressions;

namespace ExT5.Data.Tests;

/// <summary>What docs/metrics.md calls by name is there under that name.</summary>
public partial class MetricsPageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(SharedFolder.RepositoryRoot, "docs", "metrics.md"));

    [Fact]
    public void Every_class_of_the_table_is_a_type_or_a_member_of_one()
    {
        var cells = Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => Cells().Split(line)[2]).ToList();

        Assert.True(cells.Count > 30, $"{cells.Count}");
        Assert.All(cells, cell =>
        {
            var names = Code().Matches(cell).Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(names);
            Assert.All(names, name => AssertThere(name));
        });
    }

    [Fact]
    public void Every_member_that_the_page_names_is_there() => Assert.All(
        Lines.SelectMany(line => Member().Matches(line)).Where(match => TypeOf(match.Groups[1].Value) is not null), match => AssertThere(match.Value));

    [Fact]
    public void Each_BLEU_tokenizer_stands_beside_its_name_in_sacreBLEU()
    {
        var row = Assert.Single(Lines, line => line.Contains("| `Bleu` |", StringComparison.Ordinal));

        Assert.All(Enum.GetNames<BleuTokenizer>(), name => Assert.Contains($"(`BleuTokenizer.{name}`)", row, StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<BleuTokenizer>().Length, row.Split("BleuTokenizer.").Length - 1);
    }

    private static void AssertThere(string name)
    {
        var parts = Name().Match(name).Value.Split('.');
        var type = TypeOf(parts[0]);
        Assert.True(type is not null, $"docs/metrics.md names '{name}', and there is no type '{parts[0]}'.");
        Assert.True(parts.Length == 1 || type.GetMember(parts[^1]).Length > 0, $"docs/metrics.md names '{name}', and '{parts[0]}' has no '{parts[^1]}'.");
    }

    private static Type? TypeOf(string name) => typeof(IMetric).Assembly.GetExportedTypes().FirstOrDefault(type => type.Name == name);

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cells();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Za-z0-9]+(\.[A-Za-z0-9]+)?")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b([A-Z][A-Za-z0-9]+)\.([A-Z][A-Za-z0-9]+)\b")]
    private static partial Regex Member();
}
