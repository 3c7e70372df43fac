using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>
/// Changes of style, and questions made of summaries. None of the sets is on the Hub; the two line files of each split of the
/// Shakespeare set go side by side into one TSV file, modern first.
/// </summary>
internal static class StyleAndGeneration
{
    private static readonly TaskGroup Group = new(null, MembershipConfidence.Medium, new(
        "named by a public partial list of ExMix", "recalled", "ours"));

    private static readonly Dictionary<string, string> Valid = new() { ["validation"] = "valid" };

    private static readonly Dictionary<string, string> QuizFiles = new()
    { ["train"] = "news_quiz_qa-train", ["validation"] = "news_quiz_qa-dev", ["test"] = "news_quiz_qa-test" };

    /// <summary>StylePTB's single transfers by the codes of its checkout script, which makes a folder of each.</summary>
    private static readonly IReadOnlyList<(string Code, string Transfer)> Transfers =
    [
        ("TFU", "to future"), ("TPA", "to past"), ("TPR", "to present"), ("ATP", "active to passive"), ("PTA", "passive to active"),
        ("PFB", "pp front to back"), ("PBF", "pp back to front"), ("IAD", "information addition"), ("ARR", "adj/adv removal"),
        ("SBR", "substatement removal"), ("PPR", "pp removal"), ("AEM", "adj emphasis"), ("VEM", "verb emphasis"),
        ("NSR", "noun synonym replacement"), ("ASR", "adjective synonym replacement"), ("VSR", "verb synonym replacement"),
        ("NAR", "noun antonym replacement"), ("AAR", "adjective antonym replacement"), ("VAR", "verb antonym replacement"),
        ("LFS", "least frequent synonym replacement"), ("MFS", "most frequent synonym replacement"),
    ];

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Group.Task("shakespeare_style", OtherFamilies.Style, 18_395,
            "shakespearize: {modern} -> {original}; TSV of the two line files", "BLEU",
            [Part(new("harsh19/Shakespearizing-Modern-English", "data") { OnHub = false, SplitNames = Valid }, "shakespearize: ")], new Bleu()),
        Group.Task("styleptb", OtherFamilies.Style, 53_546, "styleptb {transfer}: {sentence} -> {sentence}", "BLEU",
            [.. Transfers.Select(each => Part(new("lvyiwei1/StylePTB", each.Code) { OnHub = false, SplitNames = Valid }, $"styleptb {each.Transfer}: "))],
            new Bleu()),
        Group.Task("news_quiz_qa", OtherFamilies.QuestionGeneration, 16_000,
            "quiz: {summary} -> question: {question} answer: {answer}; a column summary is to be added", "ROUGE, BLEU",
            [new(new("google-research-datasets/NewsQuizQA", "data") { OnHub = false, SplitNames = QuizFiles },
                Recipe.Of(QuizRow.From, row => row.Example()))],
            new Rouge(), new Bleu()).SizeFrom("README of the set: 80 % of 20,000; of these 9,576 are published"),
    ];

    private static TaskPart Part(DatasetReference dataset, string prefix) =>
        new(dataset, new HeaderlessRecipe<StyleRow>(StyleRow.From, row => [row.Example(prefix)]));
}
