using ExT5.Data;
using ExT5.ExMix.Metrics;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>
/// DialoGLUE without MultiWOZ (Mehri et al., 2020). The sets that its scripts make are read from the folders they write; its
/// BANKING77 keeps 8,622 of the 10,003 training rows on the Hub and holds out the rest.
/// </summary>
internal static class DialoGlue
{
    private static readonly TaskGroup Group = new(
        "DialoGLUE", MembershipConfidence.Medium,
        new("named by a public partial list of ExMix; the recalled total of the group, 76,122, is the sum of the recalled sizes", "recalled", "ours"));

    private static readonly Dictionary<string, string> Val = new() { ["validation"] = "val" };

    private static readonly Dictionary<string, string> TestValidates = new() { ["validation"] = "test" };

    private static readonly DatasetReference Top = new("top-dataset-semantic-parsing")
    { OnHub = false, SplitNames = new Dictionary<string, string> { ["validation"] = "eval" } };

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        Group.Task("dialoglue_banking77", TaskFamily.Dialogue, 8_622, new("PolyAI/banking77") { SplitNames = TestValidates },
            "banking77: {utterance} -> {intent}", "accuracy",
            row => IntentRow.From(row, "label", IntentLabels.Banking77),
            row => IntentLabels.Banking77.Example($"banking77: {row.Utterance}", row.Intent), new Accuracy()),
        Group.Task("dialoglue_hwu64", TaskFamily.Dialogue, 8_954, "hwu64: {utterance} -> {intent}", "accuracy",
            [Made("hwu", IntentRow.FromCategory, row => new($"hwu64: {row.Utterance}", row.Intent))], new Accuracy()),
        Group.Task("dialoglue_clinc150", TaskFamily.Dialogue, 15_000, "clinc150: {utterance} -> {intent}", "accuracy",
            [new(new("clinc/clinc_oos", "plus"), Recipe.Expanding(row => IntentRow.From(row, "intent", IntentLabels.Clinc150), InScope))],
            new Accuracy()),
        Slots("dialoglue_restaurant8k", 7_244, "restaurant8k", "rest8k: "),
        Slots("dialoglue_dstc8", 5_023, "dstc8_sgd", "dstc8: "),
        Group.Task("dialoglue_top", TaskFamily.Dialogue, 31_279, "top: {utterance} -> {tree of intents and slots}", "exact match",
            [new(Top, new HeaderlessRecipe<TopRow>(TopRow.From, row => [new($"top: {row.Utterance}", row.Tree)]))], new ExactMatch())
            with { Table1Representative = true, Confidence = MembershipConfidence.High },
    ];

    private static ExMixTask Slots(string name, long examples, string folder, string prefix) => Group.Task(
        name, TaskFamily.Dialogue, examples, $"{prefix}{{utterance}} -> {{slot}}: {{value}} ; ...", "span F1",
        [Made(folder, SlotsRow.From, row => row.Example(prefix))], new NoneAsEmpty(new SlotF1()));

    private static IEnumerable<TextExample> InScope(IntentRow row, DatasetSplit split) =>
        row.Intent == IntentLabels.OutOfScope ? [] : [IntentLabels.Clinc150.Example($"clinc150: {row.Utterance}", row.Intent)];

    private static TaskPart Made<TRow>(string folder, Func<DataRow, TRow> read, Func<TRow, TextExample> format) => new(
        new("alexa/dialoglue", $"data_utils/dialoglue/{folder}") { OnHub = false, SplitNames = Val },
        Recipe.Of(read, format));
}
