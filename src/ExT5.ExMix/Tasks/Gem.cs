using ExT5.Data;
using ExT5.ExMix.Metrics;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>The English tasks of GEM.</summary>
internal static class Gem
{
    private const string Metric = "METEOR, ROUGE-2, BLEU";

    private static readonly IReadOnlyList<IMetric> Metrics = [new Meteor(), new LeadingValue(new Rouge(), "rouge2"), new Bleu()];

    private static readonly TaskGroup Group = new(
        "GEM", MembershipConfidence.High,
        new("recalled; the recalled total of the group, 1,067,955, is the sum of the sizes", "cards of GEM on the Hub, tables of MVP", "ours"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Task("gem_common_gen", OtherFamilies.DataToText, 67_389, new("GEM/common_gen"),
            "common_gen concepts: ", "concept, concept, ...", GemRow.FromCommonGen),
        Task("gem_dart", OtherFamilies.DataToText, 62_659, new("GEM/dart"), "dart triples: ", "subject | relation | object ; ...", GemRow.FromDart),
        Task("gem_e2e_nlg", OtherFamilies.DataToText, 33_525, new("GEM/e2e_nlg"), "e2e mr: ", "slot[value], ...", GemRow.FromE2e),
        Group.Task("gem_schema_guided_dialog", TaskFamily.Dialogue, 164_982, new("GEM/schema_guided_dialog"),
            "sgd acts: {ACT(slot=value), ...} prompt: {user turn} -> {system turn}", Metric, SchemaGuidedRow.From, row => row.Example(), Metrics)
            with { Table1Representative = true },
        Task("gem_totto", OtherFamilies.DataToText, 121_153, new("GEM/totto"),
            "totto table: ", "titles and highlighted cells between tags", GemRow.FromTotto)
            .FormatFrom("ToTTo's baseline; prefix ours"),
        Task("gem_web_nlg_en", OtherFamilies.DataToText, 35_426, new("GEM/web_nlg", "en"),
            "webnlg triples: ", "subject | relation | object ; ...", GemRow.FromWebNlg),
        Task("gem_wiki_auto_asset_turk", OtherFamilies.Simplification, 483_801,
            new("GEM/wiki_auto_asset_turk") { SplitNames = new Dictionary<string, string> { ["test"] = "test_asset" } },
            "simplify: ", "sentence", GemRow.FromSource),
        Task("gem_wiki_lingua_en", TaskFamily.Summarization, 99_020, new("GEM/wiki_lingua", "en"), "summarize: ", "article", GemRow.FromSource)
            with { Table1Representative = true },
    ];

    private static ExMixTask Task(
        string name, TaskFamily family, long examples, DatasetReference dataset, string prefix, string source, Func<DataRow, GemRow> read) =>
        Group.Task(name, family, examples, dataset, $"{prefix}{{{source}}} -> {{text}}", Metric, read, row => row.After(prefix), Metrics);
}
