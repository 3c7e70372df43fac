using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Sentences to logical forms, read from the repositories that publish them.</summary>
internal static class SemanticParsing
{
    private static readonly TaskGroup Group = new(null, MembershipConfidence.High, new(
        "recalled as a set of the paper's Table 1; a public partial list of ExMix names it", "lines of the published files", "ours"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        FunQL("atis_funql", 4_465, "atis", new Dictionary<string, string>
            { ["train"] = "atis_funql_train", ["validation"] = "atis_funql_dev", ["test"] = "atis_funql_test" }),
        FunQL("geo_funql", 600, "geo", new Dictionary<string, string> { ["train"] = "geo_funql_train", ["validation"] = "geo_funql_test", ["test"] = "geo_funql_test" }),
        Group.Task("cogs", TaskFamily.SemanticParsing, 24_000, "parse cogs: {sentence} -> {logical form}; without the 143 single words and 12 exposure sentences of the training file", "exact match",
            [new(new("najoungkim/COGS", "data") { OnHub = false, SplitNames = new Dictionary<string, string> { ["validation"] = "dev" } },
                new HeaderlessRecipe<ParseRow>(ParseRow.From, Sentences))], new ExactMatch()) with { Table1Representative = true },
    ];

    // To its 24,000 training sentences COGS adds 143 single words and 12 sentences that expose words for its generalization set.
    private static IEnumerable<TextExample> Sentences(ParseRow row) =>
        row.Kind == "primitive" || row.Kind?.StartsWith("exposure_example", StringComparison.Ordinal) == true ? [] : [row.After("parse cogs: ")];

    private static ExMixTask FunQL(string name, long examples, string set, Dictionary<string, string> splits) => Group.Task(
        name, TaskFamily.SemanticParsing, examples, $"parse {set} to funql: {{question}} -> {{FunQL}}", "exact match",
        [new(new("JasperGuo/Unimer", $"data/{set}") { OnHub = false, SplitNames = splits },
            new HeaderlessRecipe<ParseRow>(ParseRow.From, row => [row.After($"parse {set} to funql: ")]))],
        new LogicalFormMatch()) with
    { Table1Representative = true };
}
