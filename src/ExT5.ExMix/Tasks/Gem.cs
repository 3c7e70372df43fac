using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>The English tasks of GEM.</summary>
internal static class Gem
{
    private const string Metric = "METEOR, ROUGE-2, BLEU";

    private static readonly IReadOnlyList<IMetric> Metrics = [new Rouge(), new Bleu()];

    private static readonly TaskGroup Group = new(
        "GEM", MembershipConfidence.High,
        new("a benchmark the paper names; its English tasks sum to the paper's number", "cards of GEM on the Hub", "ours"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Task("gem_common_gen", OtherFamilies.DataToText, 67389, new("GEM/common_gen"), "common_gen concepts: ", "concept, concept, ...", GemRow.FromCommonGen),
        Task("gem_dart", OtherFamilies.DataToText, 62659, new("GEM/dart"), "dart triples: ", "subject | relation | object ; ...", GemRow.FromDart),
        Task("gem_e2e_nlg", OtherFamilies.DataToText, 33525, new("GEM/e2e_nlg"), "e2e mr: ", "slot[value], ...", GemRow.FromE2e),
        Group.Task("gem_schema_guided_dialog", TaskFamily.Dialogue, 164982, new("GEM/schema_guided_dialog"),
            "sgd acts: {ACT(slot=value), ...} prompt: {user turn} -> {system turn}", Metric, SchemaGuidedRow.From, row => row.Example(), Metrics)
            with { Table1Representative = true },
        Task("gem_totto", OtherFamilies.DataToText, 121153, new("GEM/totto"), "totto table: ", "titles and highlighted cells between tags", GemRow.FromTotto)
            with { Provenance = Group.Provenance with { Format = "linearization of ToTTo's baseline; prefix ours" } },
        Task("gem_web_nlg_en", OtherFamilies.DataToText, 35426, new("GEM/web_nlg", "en"), "webnlg triples: ", "subject | relation | object ; ...", GemRow.FromWebNlg),
        Task("gem_wiki_auto_asset_turk", OtherFamilies.Simplification, 483801, new("GEM/wiki_auto_asset_turk"), "simplify: ", "sentence", GemRow.FromSource),
        Task("gem_wiki_lingua_en", TaskFamily.Summarization, 99020, new("GEM/wiki_lingua", "en"), "summarize: ", "article", GemRow.FromSource)
            with { Table1Representative = true },
    ];

    private static ExMixTask Task(
        string name, TaskFamily family, long examples, DatasetReference dataset, string prefix, string source, Func<DataRow, GemRow> read) =>
        Group.Task(name, family, examples, dataset, $"{prefix}{{{source}}} -> {{text}}", Metric, read, row => row.After(prefix), Metrics);
}
