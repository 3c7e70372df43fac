using ExT5.Data;
using ExT5.ExMix.Recipes;
using ExT5.ExMix.Rows;

namespace ExT5.ExMix.Tasks;

/// <summary>Dialogue sets outside the benchmarks, all fill-ins.</summary>
internal static class Dialogue
{
    private static readonly TaskGroup FillIn = new(null, MembershipConfidence.FillIn, new(
        "fill-in", "T0's list of datasets", "ours"));

    public static IReadOnlyList<ExMixTask> Tasks { get; } =
    [
        FillIn.Task("dream", TaskFamily.Dialogue, 6_116, new("dataset-org/dream"),
            "dream question: {question} dialogue: {turns} choices: {(A) ...} -> {choice}", "accuracy",
            ChoiceRow.FromDream, row => row.Choices.Example($"dream question: {row.Question} dialogue: {row.Passage} choices: {row.Choices}"),
            new Accuracy()),
        FillIn.Task("canard_query_rewrite", TaskFamily.Dialogue, 31_526, new("gaussalgo/Canard_Wiki-augmented") { SplitNames = new Dictionary<string, string> { ["validation"] = "test" } },
            "canard history: {turn | turn | ...} question: {question} -> {self-contained question}", "BLEU, ROUGE",
            RewriteRow.From, row => row.Example(), new Bleu(), new Rouge()).SizeFrom("recalled"),
    ];
}
